using Bunit;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Routing;
using Microsoft.Extensions.Time.Testing;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Events;

public sealed class EventsPageTests : IDisposable
{
    private static readonly Pod Web = Pod();

    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Theory]
    [InlineData("/events")]
    [InlineData("/events?sort=last-seen")]
    [InlineData("/events?sort=-last-seen")]
    [InlineData("/events?sort=first-seen&cols=object,first-seen")]
    public void EventsPage_EventInTheFuture_StandsLastInEveryOrder(string address)
    {
        var page = context.Open<EventsPage>(
            With(Future(), Event("Pod", Pod("web-2"), "BackOff", "again"), Event("Pod", Pod("web-3"), "Pulled", "done", "Normal")),
            address
        );

        Assert.Equal("pod/web-1", page.Table("Events").RowNames()[^1]);
    }

    [Fact]
    public void EventsPage_EventInTheFuture_HasAnInvalidAgeAsKubectlPrintsIt()
    {
        var row = context.Open<EventsPage>(With(Future()), "/events").Table("Events").Row("pod/web-1");

        Assert.Equal("<invalid>", row["LAST SEEN"]);
    }

    [Fact]
    public void EventsPage_TimeReachesAnEventInTheFuture_SortsItByItsTimeWithoutANewTable()
    {
        var cluster = With(Future(minutes: 3), Event("Pod", Pod("web-2"), "BackOff", "again"));
        var page = context.Open<EventsPage>(cluster, "/events");
        Assert.Equal(["pod/web-2", "pod/web-1"], page.Table("Events").RowNames());

        PageContext.Publish(page, cluster, Now.AddMinutes(4));

        Assert.Equal(["pod/web-1", "pod/web-2"], page.Table("Events").RowNames());
    }

    [Fact]
    public void ProblemCounts_WarningInTheFuture_IsNotCounted()
    {
        var attention = new ProblemCounts(new ComputeCache(new FakeTimeProvider(Now)));
        var view = new ClusterView(With(Future(), Event("Pod", Pod("web-2"), "BackOff", "again")), null!, "test", Now);

        Assert.Equal([1], attention.On([EventView.View], view, Address.Of("/events")));
    }

    [Fact]
    public void RecentWarnings_WarningInTheFuture_IsNotRecent()
    {
        var page = context.Open<OverviewPage>(With(Future()));

        Assert.Contains("No warnings in the last hour or so.", page.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/events", 2)]
    [InlineData("/events?ns=default", 1)]
    [InlineData("/events?ns=shop", 1)]
    [InlineData("/events?ns=bank", 0)]
    public void EventsPage_NamespaceChosen_ShowsWhatLivesThereAsKubectlDoes(string address, int rows)
    {
        var node = Event("Node", Node("node-7"), "NodeNotReady", "Node is not ready") with { Ref = new("default", "node-7.1") };
        var page = context.Open<EventsPage>(With(node, Event("Pod", Web, "BackOff", "again")), address);

        Assert.Equal(rows, page.FindAll("table[aria-label='Events'] tbody tr").Count);
        Assert.Equal(
            address.Contains("shop", StringComparison.Ordinal) ? 0
                : rows == 0 ? 0
                : 1,
            page.FindAll("tr[aria-label='node/node-7']").Count
        );
    }

    [Fact]
    public void EventsPage_ColumnsChosen_ShowsSubObjectSourceAndFirstSeen()
    {
        var backOff = Event("Pod", Web, "BackOff", "again") with
        {
            SubObject = "spec.containers{app}",
            Host = "node-1",
            FirstSeen = Ago(30),
        };
        var row = context
            .Open<EventsPage>(With(backOff), "/events?cols=object,subobject,source,first-seen")
            .Table("Events")
            .Row("pod/web-1");

        Assert.Equal(("spec.containers{app}", "kubelet, node-1", "30m"), (row["SUBOBJECT"], row["SOURCE"], row["FIRST SEEN"]));
    }

    [Fact]
    public void EventsPage_SameWordsOfTwoContainers_AreTwoRows()
    {
        var app = Event("Pod", Web, "BackOff", "again") with { SubObject = "spec.containers{app}" };
        var page = context.Open<EventsPage>(
            With(app, app with { Ref = new("shop", "other"), Uid = "other", SubObject = "spec.containers{log}" }),
            "/events"
        );

        Assert.Equal(2, page.FindAll("table[aria-label='Events'] tbody tr").Count);
    }

    [Fact]
    public void PodPage_Events_ShowSubObjectSourceAndFirstSeen()
    {
        var backOff = Event("Pod", Web, "BackOff", "again") with
        {
            SubObject = "spec.containers{app}",
            Host = "node-1",
            FirstSeen = Ago(30),
        };
        var page = context.Open<PodPage>(With(backOff).WithPods(Live(Web)), "/pods/shop/web-1", ("Namespace", "shop"), ("Name", "web-1"));
        var row = page.Table("Events").Row("BackOff");

        Assert.Equal(("spec.containers{app}", "kubelet, node-1", "30m"), (row["SUBOBJECT"], row["SOURCE"], row["FIRST SEEN"]));
    }

    private static ClusterSnapshot With(params ClusterEvent[] events) => EmptyCluster.WithEvents(Live<ClusterEvent>([.. events]));

    private static ClusterEvent Future(double minutes = 60) =>
        Event("Pod", Web, "BackOff", "from tomorrow") with
        {
            LastSeen = Now.AddMinutes(minutes),
            FirstSeen = Now.AddMinutes(minutes),
        };
}
