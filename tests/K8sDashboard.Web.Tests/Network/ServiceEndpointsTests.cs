using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Services;
using K8sDashboard.Web.Routing;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Network;

/// <summary>Endpoints of a Service on its page and in the list.</summary>
public sealed class ServiceEndpointsTests : IDisposable
{
    private static readonly Labels Carried = LabelsOf("app", "web");
    private static readonly Pod One = Pod("web-1") with { Labels = Carried };
    private static readonly Pod Two = Pod("web-2") with { Labels = Carried, PodIp = "10.2.0.2" };
    private static readonly Service Web = Service(ports: [new("http", "TCP", 80, "8080", 0), new("metrics", "TCP", 90, "9090", 0)]);

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void ServicePages_PortsThatDiffer_ShowTheWorstOneAndSayWhich()
    {
        var cluster = EmptyCluster
            .WithServices(Live(Web))
            .WithPods(Live(One))
            .WithEndpointSlices(
                Live(
                    Slice(Web, [new("http", "TCP", 8080)], Endpoint(One)),
                    Slice(Web, [new("metrics", "TCP", 9090)], Endpoint(One, ready: false))
                )
            );

        var row = context.Open<ServicesPage>(cluster, "/services?ns=shop").Table("Services").Row("web");
        Assert.Equal("0/1 metrics", row["ENDPOINTS"]);
        Assert.StartsWith("Unhealthy: port metrics: none of 1 pods ready", row["HEALTH"], StringComparison.Ordinal);
        var page = Open(cluster);
        Assert.Contains("Endpoints http 1 of 1 ready, metrics 0 of 1 ready", page.Words(), StringComparison.Ordinal);
        Assert.Equal(
            ["port 80/TCP http Healthy", "target port 8080 Healthy", "container port 8080 Healthy: 1 of 1 endpoints ready"],
            Links(page, "Port 80/TCP http")
        );
        Assert.Equal(
            ["port 90/TCP metrics", "target port 9090", "container port 9090 Unhealthy: none of 1 pods ready"],
            Links(page, "Port 90/TCP metrics")
        );
    }

    [Fact]
    public void ServicePage_NamedPortOfTwoNumbers_ShowsBothAndThePodWithout()
    {
        var mix = Service(ports: new ServicePort("", "TCP", 80, "web", 0));
        var three = Pod("mix-c") with { Labels = Carried, PodIp = "10.2.0.3" };
        var page = Open(
            EmptyCluster
                .WithServices(Live(mix))
                .WithPods(Live(One, Two, three))
                .WithEndpointSlices(
                    Live(
                        Slice(mix, [new("", "TCP", 8080)], Endpoint(One)),
                        Slice(mix, [new("", "TCP", 9090)], Endpoint(Two)),
                        Slice(mix, [], Endpoint(three))
                    )
                )
        );

        const string Says = "Degraded: 2 of 3 pods; mix-c is selected and has no port named web";
        Assert.Equal(
            ["port 80/TCP Healthy", "target port web Healthy", $"container port :8080 and :9090 {Says}"],
            Links(page, "Port 80/TCP")
        );
        Assert.Equal(Says, Head(page));
        Assert.Equal("behind no port", page.Table("Endpoints").Row("10.2.0.3")["STATE"]);
    }

    [Fact]
    public void ServicePage_StartingPods_ShowOneVerdictInHeadAndPort()
    {
        var starting = One.Waits("ContainerCreating");
        var page = Open(
            EmptyCluster
                .WithServices(Live(Web with { Ports = [Web.Ports[0]] }))
                .WithPods(Live(starting))
                .WithEndpointSlices(Live(Slice(Web)))
        );

        Assert.Equal("Progressing: none of 1 pods ready", Head(page));
        Assert.Equal(
            ["port 80/TCP http", "target port 8080", "container port <none> Progressing: none of 1 pods ready"],
            Links(page, "Port 80/TCP http")
        );
    }

    [Fact]
    public void ServicePage_DualStack_ShowsAllClusterIpsAndEachAddress()
    {
        var dual = Web with { ClusterIps = ["10.96.0.10", "fd00:10::a"], Ports = [Web.Ports[0]] };
        var bare = new Endpoint("10.9.9.9", false, true, true, "", "") { Zone = "west-1c" };
        var page = Open(
            EmptyCluster
                .WithServices(Live(dual))
                .WithPods(Live(One))
                .WithNodes(Live(Node() with { Labels = LabelsOf("topology.kubernetes.io/zone", "west-1a") }))
                .WithEndpointSlices(
                    Live(
                        Slice(dual, [new("http", "TCP", 8080)], Endpoint(One), bare),
                        Slice(dual, [new("http", "TCP", 8080)], Endpoint(One) with { Address = "fd00::1" }) with
                        {
                            Ref = new("shop", "web-v6"),
                        }
                    )
                )
        );

        Assert.Contains("Cluster IPs 10.96.0.10, fd00:10::a", page.Words(), StringComparison.Ordinal);
        var table = page.Table("Endpoints");
        Assert.Equal(["ADDRESS", "PORT", "STATE", "CONDITIONS", "POD", "NODE", "ZONE"], table.Headers());
        Assert.Equal(
            ["[fd00::1]:8080", "http/TCP", "ready", "ready,serving", "web-1", "node-1", "west-1a"],
            table.Row("[fd00::1]:8080").Values
        );
        Assert.Equal(
            ["10.9.9.9:8080", "http/TCP", "draining", "serving,terminating", "none", "<none>", "west-1c"],
            table.Row("10.9.9.9:8080").Values
        );
        Assert.Equal("/pods/shop/web-1", table.QuerySelector("tr[aria-label='10.2.0.1:8080'] a")!.GetAttribute("href"));
    }

    [Fact]
    public void ServicePages_ExternalName_HasADashAndNoEmptyParts()
    {
        var alias = Service(app: "") with { Type = "ExternalName", ExternalName = "db.example.com", ClusterIp = "", Ports = [] };
        var cluster = EmptyCluster.WithServices(Live(alias));

        Assert.Equal("–", context.Open<ServicesPage>(cluster, "/services?ns=shop").Table("Services").Row("web")["ENDPOINTS"]);
        var page = Open(cluster);
        Assert.Equal(["Events", "Specification"], page.FindAll("h2").Select(heading => heading.TextContent));
        Assert.Contains("External name db.example.com", page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain("0 of 0", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void ServicePage_NoSelector_HasNoPanelOfMatchedPods()
    {
        var page = Open(EmptyCluster.WithServices(Live(Service(app: "") with { Ports = [], ClusterIp = "None" })));

        Assert.Equal(["Endpoints", "Events", "Specification"], page.FindAll("h2").Select(heading => heading.TextContent));
        Assert.Contains("nobody wrote a slice for it", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void ServicePage_SelectorNearlyRight_SaysTheNearMissAndItsOwnLabels()
    {
        const string Key = "app.kubernetes.io/name";
        var service = Web with { Selector = LabelsOf(Key, "newsletters"), Labels = LabelsOf("team", "mail") };
        var (first, second) = (One with { Labels = LabelsOf(Key, "newsletter") }, Two with { Labels = LabelsOf(Key, "newsletter") });
        var page = Open(EmptyCluster.WithServices(Live(service)).WithPods(Live(first, second)).WithEndpointSlices(Live(Slice(service))));

        Assert.Contains("2 pods carry app.kubernetes.io/name=newsletter, one letter less.", page.Words(), StringComparison.Ordinal);
        Assert.Contains("Labels team=mail", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void ServicePage_ScaledToZero_IsNeutral()
    {
        var page = Open(
            EmptyCluster.WithServices(Live(Web)).WithDeployments(Live(Deployment(desired: 0))).WithEndpointSlices(Live(Slice(Web)))
        );

        Assert.Equal("Idle: scaled to zero: deployment web", Head(page));
    }

    [Fact]
    public void ServicesPage_NeitherPodsNorEndpointsKnown_CountsNothing()
    {
        var forbidden = new SyncState.Forbidden("no");
        var cluster = EmptyCluster
            .WithServices(Live(Web))
            .WithPods(TableOf<Pod>(forbidden))
            .WithEndpointSlices(TableOf<EndpointSlice>(forbidden));

        Assert.Equal("–", context.Open<ServicesPage>(cluster, "/services?ns=shop").Table("Services").Row("web")["ENDPOINTS"]);
    }

    private static string[] Links(
        IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> page,
        string port
    ) => [.. page.Find($"ol[aria-label='{port}']").QuerySelectorAll("li").Select(PageReading.Words)];

    private static string Head(IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> page) =>
        page.Find(".page-title .chip").TextContent;

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> Open(ClusterSnapshot cluster) =>
        context.Open<ServicePage>(cluster, "/services/shop/web", ("Namespace", "shop"), ("Name", "web"));
}
