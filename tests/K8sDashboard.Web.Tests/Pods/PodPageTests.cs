using AngleSharp.Dom;
using Bunit;
using Bunit.TestDoubles;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Ui;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Pods;

public sealed class PodPageTests : IDisposable
{
    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void PodPage_CrashLoopingContainer_ShowsStateLastStateAndRequests()
    {
        var pod = Pod() with
        {
            InitContainers = [Container("wait", Ended(0, "Completed"))],
            Containers =
            [
                Container(
                    "app",
                    Waiting("CrashLoopBackOff"),
                    restarts: 7,
                    last: Ended(137, "OOMKilled", minutesAgo: 3),
                    requests: new(0.25, 64 * 1024 * 1024)
                ),
            ],
        };

        var table = Open(EmptyCluster.WithPods(Live(pod))).Table("Containers");

        Assert.Equal(["wait", "app"], table.RowNames());
        var row = table.Row("app");
        Assert.Equal("Waiting: CrashLoopBackOff", row["STATE"]);
        Assert.Equal("Terminated: OOMKilled (exit code 137) 3m ago", row["LAST STATE"]);
        Assert.Equal(
            ("7", "nginx:1.7.9", "cpu 250m, memory 64Mi", "<none>"),
            (row["RESTARTS"], row["IMAGE"], row["REQUESTS"], row["LIMITS"])
        );
        Assert.Equal("init", table.Row("wait")["KIND"]);
    }

    [Fact]
    public void PodPage_TerminatingPod_ShowsDeletionTimeGracePeriodAndFinalizers()
    {
        var pod = Pod() with { Deleted = Ago(4), DeletionGracePeriod = TimeSpan.FromSeconds(60), Finalizers = ["example.com/hold"] };

        var words = Open(EmptyCluster.WithPods(Live(pod))).Words();

        Assert.Contains(
            "Deletion requested 5m ago Grace period 60s, over for 4m Finalizers example.com/hold",
            words,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "Degraded: still terminating after its grace period: finalizer example.com/hold holds it",
            words,
            StringComparison.Ordinal
        );
        var waiting = Open(EmptyCluster.WithPods(Live(pod with { Deleted = Now.AddSeconds(10), Finalizers = [] }))).Words();
        Assert.Contains("Deletion requested 50s ago Grace period 60s Finalizers <none>", waiting, StringComparison.Ordinal);
        Assert.DoesNotContain("Grace period", Open(EmptyCluster.WithPods(Live(Pod()))).Words(), StringComparison.Ordinal);
    }

    [Fact]
    public void PodPage_EffectiveRequests_AreTheSchedulersAndALimitOfSomeContainersIsNone()
    {
        var pod = Pod() with
        {
            InitContainers = [Container("init", Ended(0), requests: new(0.75, null))],
            Containers = [Limited("app", new(0.5, 64 * 1024 * 1024)), Limited("proxy", new(null, 64 * 1024 * 1024))],
            Overhead = new(0.25, null),
        };

        var words = Open(EmptyCluster.WithPods(Live(pod))).Words();

        Assert.Contains("Effective requests cpu 1 (overhead: cpu 250m)", words, StringComparison.Ordinal);
        Assert.Contains("Effective limits cpu: no limit for the whole, memory 128Mi", words, StringComparison.Ordinal);
        Assert.Contains(
            "Effective requests <none> Effective limits <none>",
            Open(EmptyCluster.WithPods(Live(Pod()))).Words(),
            StringComparison.Ordinal
        );

        static Container Limited(string name, ResourceList limits)
        {
            var one = Container(name, requests: new(0.175, null));
            return one with { Template = one.Template with { Limits = limits } };
        }
    }

    [Fact]
    public void PodPage_OwnedByReplicaSet_LinksToTheDeployment()
    {
        var deployment = Deployment();
        var set = ReplicaSet(deployment, "aaa", 1, 1);
        var page = Open(EmptyCluster.WithPods(Live(Pod().OwnedBy(set))).WithReplicaSets(Live(set)).WithDeployments(Live(deployment)));

        Assert.Contains("Deployment/web › ReplicaSet/web-aaa", page.Words(), StringComparison.Ordinal);
        Assert.Equal("Deployment/web", page.Find("a[href='/workloads/deployments/shop/web']").Words());
    }

    [Fact]
    public void PodPage_EventOfEarlierPodOfSameName_IsNotShown()
    {
        var (pod, namesake) = (Pod(), Pod() with { Uid = "of-an-earlier-life" });
        var page = Open(
            EmptyCluster
                .WithPods(Live(pod))
                .WithEvents(Live(Event("Pod", pod, "BackOff", "Back-off pulling image"), Event("Pod", namesake, "Killing", "Stopping")))
        );

        Assert.Equal(["BackOff"], page.Table("Events").RowNames());
    }

    [Fact]
    public void PodPage_PodDeletedWhileOpen_ShowsDeleted()
    {
        var page = Open(EmptyCluster.WithPods(Live(Pod())));
        PageContext.Publish(page, EmptyCluster);

        Assert.Contains("Pod shop/web-1 was deleted.", page.Words(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("web-1", "Pod shop/web-1 was not found")]
    [InlineData("..", "cannot be the name of a pod")]
    [InlineData("a%b", "cannot be the name of a pod")]
    public void PodPage_PodMissingOrNameInvalid_ShowsNotFoundOrInvalidName(string name, string says) =>
        Assert.Contains(says, Open(EmptyCluster, name).Words(), StringComparison.Ordinal);

    [Fact]
    public void PodPage_PodsSyncing_ShowsBusyInsteadOfNotFound()
    {
        var page = Open(EmptyCluster.WithPods(Cluster.State.Table<Pod>.Unsynced));

        Assert.DoesNotContain("not found", page.Words(), StringComparison.Ordinal);
        Assert.NotNull(page.Find("[aria-busy=true]"));
    }

    [Fact]
    public void PodPage_Specification_ShowsQosClassAndTerminationGracePeriod()
    {
        var detail = new PodDetail
        {
            Spec = new()
            {
                Containers = [],
                InitContainers = [],
                EphemeralContainers = [],
                Volumes = [],
                Tolerations = [],
                NodeSelector = Labels.None,
                ServiceAccount = "default",
                PriorityClass = "",
                RestartPolicy = "Always",
                TerminationGracePeriodSeconds = 45,
            },
            QosClass = "Burstable",
            Text = "kind: Pod",
        };
        var fresh = Open(EmptyCluster.WithPods(Live(Pod()))).FindComponent<Stub<FreshView<PodDetail>>>().Instance;

        var specification = fresh.Parameters.Get(view => view.ChildContent)(detail);
        var words = context
            .Render(builder =>
            {
                builder.OpenElement(0, "main");
                builder.AddContent(1, specification);
                builder.CloseElement();
            })
            .Find("main")
            .Words();

        Assert.Contains("QoS class Burstable", words, StringComparison.Ordinal);
        Assert.Contains("Restart policy Always Termination grace period 45s", words, StringComparison.Ordinal);
    }

    private IRenderedComponent<Microsoft.AspNetCore.Components.CascadingValue<Cluster.Access.ClusterView>> Open(
        ClusterSnapshot cluster,
        string name = "web-1"
    ) => context.Open<PodPage>(cluster, $"/pods/shop/{name}", ("Namespace", "shop"), ("Name", name));
}
