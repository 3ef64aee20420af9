using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Metrics.V1Beta1;
using K8sDashboard.Demo.Serving;
using K8sDashboard.Demo.Tests.Serving;
using Quantity = K8sDashboard.Demo.Api.Meta.V1.Quantity;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>metrics.k8s.io end to end, from the simulated API server to the dashboard's figures.</summary>
public sealed class DashboardUsageTests
{
    private static readonly DateTimeOffset At = new(2026, 11, 25, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task ResourceMetrics_PodsAndNodes_AreReadWithContainersSummed()
    {
        await using var cluster = await Simulated.StartAsync(options => options with { Usage = new Measured() });
        await using var dashboard = await ReadingDashboard.StartAsync(cluster);
        var (metrics, actor) = (dashboard.Service<ResourceMetrics>(), dashboard.Service<Actor>());

        var pods = Assert.IsType<ResourceUsageAnswer.Known>(
            await metrics.PodsAsync(actor, "shop", At, TestContext.Current.CancellationToken)
        );
        Assert.Equal(new ResourceUsage(0.75, 64 * 1024 * 1024), pods.Of[new("shop", "web-1")] with { At = null });
        var nodes = Assert.IsType<ResourceUsageAnswer.Known>(await metrics.NodesAsync(actor, At, TestContext.Current.CancellationToken));
        Assert.Equal(new ResourceUsage(1.5, 2.0 * 1024 * 1024 * 1024), nodes.Of[ObjectRef.ClusterScoped("worker-1")] with { At = null });
    }

    [Fact]
    public async Task ResourceMetrics_NodesForbidden_IsUnknownWithReason()
    {
        await using var cluster = await Simulated.StartAsync(options => options with { Usage = new Measured() });
        await using var dashboard = await ReadingDashboard.StartAsync(cluster, "developer");

        var nodes = await dashboard
            .Service<ResourceMetrics>()
            .NodesAsync(dashboard.Service<Actor>(), At, TestContext.Current.CancellationToken);
        Assert.Contains("forbidden", Assert.IsType<ResourceUsageAnswer.Unknown>(nodes).Message, StringComparison.Ordinal);
    }

    private sealed class Measured : IUsage
    {
        public IReadOnlyList<NodeMetrics> Nodes() =>
            [
                new()
                {
                    Metadata = new ObjectMeta { Name = "worker-1" },
                    Usage =
                    {
                        ["cpu"] = new Quantity { String = "1500m" },
                        ["memory"] = new Quantity { String = "2Gi" },
                    },
                },
            ];

        public IReadOnlyList<PodMetrics> Pods(string? ns) =>
            [
                new()
                {
                    Metadata = new ObjectMeta { Name = "web-1", Namespace = "shop" },
                    Containers =
                    {
                        new ContainerMetrics
                        {
                            Name = "web",
                            Usage =
                            {
                                ["cpu"] = new Quantity { String = "500m" },
                                ["memory"] = new Quantity { String = "63Mi" },
                            },
                        },
                        new ContainerMetrics
                        {
                            Name = "sidecar",
                            Usage =
                            {
                                ["cpu"] = new Quantity { String = "250000000n" },
                                ["memory"] = new Quantity { String = "1024Ki" },
                            },
                        },
                    },
                },
            ];
    }
}
