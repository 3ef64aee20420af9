using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Services;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Network;

public sealed class ServicePagesTests : IDisposable
{
    private static readonly Service NodePort = Service("nginx-service", "nginx", ports: new ServicePort("", "TCP", 80, "80", 32022)) with
    {
        Type = "NodePort",
        ClusterIp = "10.104.103.112",
    };
    private static readonly Pod Nginx = Pod("nginx-1") with { Labels = LabelsOf("app", "nginx") };

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void ServicesPage_NodePortService_ShowsColumnsLikeKubectl()
    {
        var cluster = EmptyCluster
            .WithServices(Live(NodePort))
            .WithPods(Live(Nginx))
            .WithEndpointSlices(Live(Slice(NodePort, Endpoint(Nginx))));

        var table = context.Open<ServicesPage>(cluster, "/services?ns=shop").Table("Services");

        Assert.Equal(["NAME", "TYPE", "CLUSTER-IP", "EXTERNAL-IP", "PORT(S)", "AGE", "ENDPOINTS", "HEALTH"], table.Headers());
        Assert.Equal(
            ["nginx-service", "NodePort", "10.104.103.112", "<none>", "80:32022/TCP", "60m", "1/1", "Healthy"],
            table.Row("nginx-service").Values
        );
    }

    [Fact]
    public void ServicePage_NodePortService_ChecksEachLinkToTheContainerPort()
    {
        var page = Open(
            EmptyCluster.WithServices(Live(NodePort)).WithPods(Live(Nginx)).WithEndpointSlices(Live(Slice(NodePort, Endpoint(Nginx))))
        );

        Assert.Equal(
            [
                "node port 32022 Healthy",
                "port 80/TCP Healthy",
                "target port 80 Healthy",
                "container port 80 Healthy: 1 of 1 endpoints ready",
            ],
            Links(page.Find("ol[aria-label='Port 80:32022/TCP']"))
        );
        Assert.Equal(["nginx-1"], page.Table("Pods").RowNames());
        Assert.Contains("nginx-service.shop.svc", page.Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void ServicePage_SelectorMatchesNoPod_NamesTheSelector()
    {
        var page = Open(EmptyCluster.WithServices(Live(NodePort)).WithPods(Live(Pod())));

        Assert.Contains("Degraded: selector app=nginx matches no pod", page.Words(), StringComparison.Ordinal);
        Assert.Contains("No pod matches the selector.", page.Words(), StringComparison.Ordinal);
        Assert.Equal(
            ["node port 32022", "port 80/TCP", "target port 80", "container port <none> Degraded: selector app=nginx matches no pod"],
            Links(page.Find("ol.port-path"))
        );
    }

    [Fact]
    public void ServicePage_TargetPortNameMissing_MarksTargetPortUnhealthy()
    {
        var service = NodePort with { Ports = [new("http", "TCP", 80, "web", 0)] };
        var page = Open(
            EmptyCluster.WithServices(Live(service)).WithPods(Live(Nginx)).WithEndpointSlices(Live(Slice(service, Endpoint(Nginx))))
        );

        const string Says = "Unhealthy: no container port is named web, which port 80 leads to";
        Assert.Equal(["port 80/TCP http", $"target port web {Says}", "container port <none>"], Links(page.Find("ol.port-path")));
        Assert.Equal(Says, page.Find(".page-title .chip").TextContent);
    }

    [Fact]
    public void ServicePage_EndpointSlicesForbidden_TakesHealthFromPodsInsteadOfMissingEndpoints()
    {
        var page = Open(
            EmptyCluster
                .WithServices(Live(NodePort))
                .WithPods(Live(Nginx))
                .WithEndpointSlices(TableOf<EndpointSlice>(new SyncState.Forbidden("endpointslices is forbidden")))
        );

        Assert.Contains("endpointslices is forbidden", page.Words(), StringComparison.Ordinal);
        const string Says = "Healthy: 1 of 1 pods ready, its endpoints are not to be seen";
        Assert.Equal($"container port <none> {Says}", Links(page.Find("ol.port-path"))[^1]);
        Assert.Equal("target port 80", Links(page.Find("ol.port-path"))[^2]);
        Assert.Equal(Says, page.Find(".page-title .chip").TextContent);
    }

    [Fact]
    public void ServicePage_ServiceDeletedWhileOpen_ShowsDeleted()
    {
        var page = Open(EmptyCluster.WithServices(Live(NodePort)));
        PageContext.Publish(page, EmptyCluster);

        Assert.Contains("Service shop/nginx-service was deleted.", page.Words(), StringComparison.Ordinal);
    }

    private static string[] Links(IElement path) => [.. path.QuerySelectorAll("li").Select(PageReading.Words)];

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> Open(ClusterSnapshot cluster) =>
        context.Open<ServicePage>(cluster, "/services/shop/nginx-service", ("Namespace", "shop"), ("Name", "nginx-service"));
}
