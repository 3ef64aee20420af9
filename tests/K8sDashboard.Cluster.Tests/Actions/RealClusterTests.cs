using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>
/// The same actions against a real API server, where <c>TEST_KUBECONFIG</c> names a writable one. In a separate namespace that is deleted
/// afterwards; no pod has to run, so that no image is needed.
/// </summary>
public sealed class RealClusterTests : IAsyncLifetime
{
    private readonly string space = $"actions-{Guid.NewGuid():n}"[..20];
    private readonly RecordedLog log = new();
    private Kubernetes? kubernetes;

    private ObjectRef Web => new(space, "web");

    private Actor Actor => new("tester", kubernetes!, ReadOnly: false);

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("TEST_KUBECONFIG") is not { Length: > 0 } file)
            return;
        kubernetes = GuardedClient.Create(ClusterIdentity.Find(new ClusterOptions { Kubeconfig = file }, TimeProvider.System).Settings);
        using var setUp = SetUp();
        await setUp.CoreV1.CreateNamespaceAsync(new V1Namespace { Metadata = new() { Name = space } });
        await setUp.AppsV1.CreateNamespacedDeploymentAsync(Deployment(), space);
    }

    public async ValueTask DisposeAsync()
    {
        if (kubernetes is null)
            return;
        using var setUp = SetUp();
        await setUp.CoreV1.DeleteNamespaceAsync(space);
        kubernetes.Dispose();
    }

    [Fact]
    public async Task ActionRunner_RealApiServer_ScalesRestartsAndRollsBack()
    {
        Assert.SkipWhen(kubernetes is null, "TEST_KUBECONFIG is not set");
        var (uid, generation) = await SeenAsync();
        ScaleAction scale = new(new(DeploymentResource.Type, Web, uid), 2, 3);

        Assert.IsType<ActionResult.Done>(await DryRunAsync(scale));
        Assert.Equal(new ActionResult.Done("deployment.apps/web scaled: 2 → 3 replicas"), await RunAsync(scale));
        Assert.Equal(new ActionResult.Conflict("replicas are 3 now, not 2."), await RunAsync(scale with { Replicas = 5 }));
        var invalid = Assert.IsType<ActionResult.Rejected>(await RunAsync(new ScaleAction(new(DeploymentResource.Type, Web, uid), 3, -1)));
        Assert.Contains("must be greater than or equal to 0", invalid.Message);
        Assert.IsType<ActionResult.Conflict>(await RunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation)));

        (_, generation) = await SeenAsync();
        Assert.IsType<ActionResult.Done>(await DryRunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation)));
        Assert.Equal(
            new ActionResult.Done("deployment.apps/web restarted"),
            await RunAsync(new RestartAction(new(DeploymentResource.Type, Web, uid), generation))
        );

        var history = await HistoryAsync(revisions: 2);
        var undo = new RollbackAction(new(DeploymentResource.Type, Web, uid), history.Generation, history.Previous!.Number);
        var preview = Assert.IsType<ActionResult.Done>(await DryRunAsync(undo));
        Assert.Contains(
            preview.Changes,
            line => line.Mark == DiffMark.Removed && line.Text.Contains("restartedAt", StringComparison.Ordinal)
        );
        Assert.IsType<ActionResult.Done>(await RunAsync(undo));
        var after = await HistoryAsync(revisions: 2);
        using (var setUp = SetUp())
            Assert.DoesNotContain(
                "kubectl.kubernetes.io/restartedAt",
                (await setUp.AppsV1.ReadNamespacedDeploymentAsync("web", space)).Spec.Template.Metadata.Annotations?.Keys ?? []
            );
        Assert.StartsWith(
            "skipped rollback",
            Assert
                .IsType<ActionResult.Rejected>(
                    await RunAsync(
                        new RollbackAction(
                            new(DeploymentResource.Type, Web, uid),
                            after.Generation,
                            after.Revisions.Single(revision => revision.IsCurrent).Number
                        )
                    )
                )
                .Message
        );
        Assert.Equal(7, log.Lines.Count);
    }

    private ActionRunner Runner =>
        new(TimeProvider.System, new AccessReviews(TimeProvider.System), new WriteMetrics(new CollectorRegistry()), log);

    private Task<ActionResult> RunAsync(IResourceAction action) => Runner.RunAsync(Actor, action, CancellationToken.None);

    private Task<ActionResult> DryRunAsync(IResourceAction action) => Runner.DryRunAsync(Actor, action, CancellationToken.None);

    private async Task<(string Uid, long Generation)> SeenAsync()
    {
        using var setUp = SetUp();
        var deployment = await setUp.AppsV1.ReadNamespacedDeploymentAsync("web", space);
        return (deployment.Metadata.Uid, deployment.Metadata.Generation!.Value);
    }

    /// <summary>Waits until the controller has created and numbered that many ReplicaSets.</summary>
    private async Task<RevisionHistory> HistoryAsync(int revisions)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var reader = new ObjectReader(TimeProvider.System);
        while (true)
        {
            var state = await reader.ReadRevisionsAsync(Actor, Web, deadline.Token);
            if (
                state is ObjectState<RevisionHistory>.Object { Value: var history }
                && history.Revisions.Length >= revisions
                && history.Revisions[0].IsCurrent
            )
                return history;
            await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System, deadline.Token);
        }
    }

    // The library's own calls have names unchecked by ApiPath: they need a client without the guard.
    private static Kubernetes SetUp() =>
        new(KubernetesClientConfiguration.BuildConfigFromConfigFile(Environment.GetEnvironmentVariable("TEST_KUBECONFIG")));

    private static V1Deployment Deployment() =>
        new()
        {
            Metadata = new() { Name = "web" },
            Spec = new()
            {
                Replicas = 2,
                Selector = new() { MatchLabels = new Dictionary<string, string> { ["app"] = "web" } },
                Template = new()
                {
                    Metadata = new() { Labels = new Dictionary<string, string> { ["app"] = "web" } },
                    Spec = new()
                    {
                        Containers =
                        [
                            new()
                            {
                                Name = "web",
                                Image = "registry.example/web:1",
                                ImagePullPolicy = "Never",
                            },
                        ],
                    },
                },
            },
        };
}
