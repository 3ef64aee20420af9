using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Actions;
using K8sDashboard.Demo.Tests.Serving;
using Prometheus;
using Apps = K8sDashboard.Demo.Api.Apps.V1;
using Meta = K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The dashboard's actions on the simulated API server: the same scenario as on a real one.</summary>
public sealed class DashboardActionsTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");

    private readonly RecordedLog log = new();
    private Simulated cluster = null!;
    private Kubernetes kubernetes = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        kubernetes = Client("admin");
        cluster.Web(2);
        RecordRevision("1");
    }

    public async ValueTask DisposeAsync()
    {
        kubernetes.Dispose();
        await cluster.DisposeAsync();
    }

    [Fact]
    public async Task ResourceAction_ScaleRestartAndRollback_SucceedOnSimulatedApiServer()
    {
        var (uid, generation) = Seen();
        ScaleAction scale = new(new(DeploymentResource.Type, Web, uid), 2, 3);
        Assert.IsType<ActionResult.Done>(await DryRunAsync(scale));
        Assert.Equal(new ActionResult.Done("deployment.apps/web scaled: 2 → 3 replicas"), await RunAsync(scale));
        Assert.Equal(new ActionResult.Conflict("replicas are 3 now, not 2."), await RunAsync(scale with { Replicas = 5 }));
        var invalid = Assert.IsType<ActionResult.Rejected>(await RunAsync(new ScaleAction(new(DeploymentResource.Type, Web, uid), 3, -1)));
        Assert.Contains("must be greater than or equal to 0", invalid.Message);
        Assert.IsType<ActionResult.Conflict>(await RunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation)));

        (_, generation) = Seen();
        Assert.IsType<ActionResult.Done>(await DryRunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation)));
        Assert.Equal(
            new ActionResult.Done("deployment.apps/web restarted"),
            await RunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation))
        );

        RecordRevision("2");
        var history = await HistoryAsync();
        var undo = new RollbackAction(new(DeploymentResource.Type, Web, uid), history.Generation, history.Previous!.Number);
        var preview = Assert.IsType<ActionResult.Done>(await DryRunAsync(undo));
        Assert.Contains(
            preview.Changes,
            line => line.Mark == DiffMark.Removed && line.Text.Contains("restartedAt", StringComparison.Ordinal)
        );
        Assert.IsType<ActionResult.Done>(await RunAsync(undo));
        Assert.Empty(cluster.Store.Get<Apps.Deployment>("shop", "web")!.Spec.Template.Metadata.Annotations);
        Assert.Equal(6, log.Lines.Count);
    }

    [Fact]
    public async Task ResourceAction_ConcurrentStatusUpdates_SucceedsEachTime()
    {
        var (uid, _) = Seen();
        using var stop = new CancellationTokenSource();
        var churn = ChurnAsync(stop.Token);
        foreach (var replicas in Enumerable.Range(3, 20))
            Assert.IsType<ActionResult.Done>(
                await RunAsync(new ScaleAction(new(DeploymentResource.Type, Web, uid), replicas - 1, replicas))
            );
        await stop.CancelAsync();
        await churn;
    }

    [Fact]
    public async Task ResourceAction_ViewerScales_IsForbiddenAndChangesNothing()
    {
        var (uid, _) = Seen();
        using var viewer = Client("viewer");
        var denied = Assert.IsType<ActionResult.Forbidden>(
            await RunAsync(new ScaleAction(new(DeploymentResource.Type, Web, uid), 2, 3), viewer)
        );
        Assert.Contains("deployments", denied.Message);
        Assert.Equal(2, cluster.Store.Get<Apps.Deployment>("shop", "web")!.Spec.Replicas);
    }

    private Kubernetes Client(string user)
    {
        using var kubeconfig = new KubeconfigOnDisk(cluster.Server.Kubeconfig);
        return GuardedClient.Create(kubeconfig.Settings($"demo-{user}"));
    }

    private ActionRunner Runner =>
        new(TimeProvider.System, new AccessReviews(TimeProvider.System), new WriteMetrics(new CollectorRegistry()), log);

    private Task<ActionResult> RunAsync(IResourceAction action, Kubernetes? by = null) =>
        Runner.RunAsync(new Actor("tester", by ?? kubernetes, ReadOnly: false), action, CancellationToken.None);

    private Task<ActionResult> DryRunAsync(IResourceAction action) =>
        Runner.DryRunAsync(new Actor("tester", kubernetes, ReadOnly: false), action, CancellationToken.None);

    private (string Uid, long Generation) Seen()
    {
        var web = cluster.Store.Get<Apps.Deployment>("shop", "web")!;
        return (web.Metadata.Uid, web.Metadata.Generation);
    }

    private async Task<RevisionHistory> HistoryAsync()
    {
        var state = await new ObjectReader(TimeProvider.System).ReadRevisionsAsync(
            new Actor("tester", kubernetes, ReadOnly: false),
            Web,
            CancellationToken.None
        );
        return Assert.IsType<ObjectState<RevisionHistory>.Object>(state).Value;
    }

    // As the Deployment controller does after each change of the template.
    private void RecordRevision(string number)
    {
        var web = cluster.Store.Get<Apps.Deployment>("shop", "web")!;
        web.Metadata.Annotations["deployment.kubernetes.io/revision"] = number;
        web = cluster.Store.Update(web);
        var template = web.Spec.Template.Clone();
        template.Metadata.Labels["pod-template-hash"] = $"hash{number}";
        cluster.Store.Create(
            new Apps.ReplicaSet
            {
                Metadata = new Meta.ObjectMeta
                {
                    Name = $"web-hash{number}",
                    Namespace = "shop",
                    Labels = { template.Metadata.Labels },
                    Annotations = { ["deployment.kubernetes.io/revision"] = number },
                    OwnerReferences =
                    {
                        new Meta.OwnerReference
                        {
                            ApiVersion = "apps/v1",
                            Kind = "Deployment",
                            Name = "web",
                            Uid = web.Metadata.Uid,
                            Controller = true,
                        },
                    },
                },
                Spec = new Apps.ReplicaSetSpec
                {
                    Replicas = 2,
                    Selector = new Meta.LabelSelector { MatchLabels = { template.Metadata.Labels } },
                    Template = template,
                },
            }
        );
    }

    private async Task ChurnAsync(CancellationToken stop)
    {
        var ready = 0;
        while (!stop.IsCancellationRequested)
        {
            var web = cluster.Store.Get<Apps.Deployment>("shop", "web")!;
            web.Metadata.ResourceVersion = "";
            web.Status.ReadyReplicas = ready++ % 7;
            cluster.Store.UpdateStatus(web);
            await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
