using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Demo.Storage;
using K8sDashboard.Demo.Tests.Serving;
using Core = K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The dashboard's reflectors on the simulated API server.</summary>
public sealed class DashboardReadsTests : IAsyncLifetime
{
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Reflector_AllKinds_BecomeLiveAndPodChangesArrive()
    {
        cluster.Web();
        cluster.Pod("web-1");
        await using var dashboard = await ReadingDashboard.StartAsync(cluster);
        var seen = await dashboard.SeeAsync(now =>
            new[]
            {
                now.Nodes.Sync,
                now.Namespaces.Sync,
                now.Pods.Sync,
                now.Deployments.Sync,
                now.ReplicaSets.Sync,
                now.Services.Sync,
                now.EndpointSlices.Sync,
                now.Events.Sync,
            }.All(sync => sync is SyncState.Live)
        );
        Assert.Equal(("web-1", PodPhase.Running), (seen.Pods.Items.Single().Name, seen.Pods.Items.Single().Phase));
        Assert.Equal(3, seen.Deployments.Items.Single().Desired);

        var pod = cluster.Pod("web-2");
        await dashboard.SeePodsAsync("web-1", "web-2");
        pod.Status.Phase = "Failed";
        cluster.Store.UpdateStatus(pod);
        await dashboard.SeeAsync(now => now.Pods.Find("shop", "web-2")?.Phase == PodPhase.Failed);
        cluster.Store.Delete<Core.Pod>("shop", "web-1");
        await dashboard.SeePodsAsync("web-2");
    }

    [Fact]
    public async Task Reflector_PodsChangeDuringPagedList_EndsWithCurrentPods()
    {
        foreach (var i in Enumerable.Range(0, 1_700))
            cluster.Pod($"many-{i:0000}");
        await using var dashboard = await ReadingDashboard.StartAsync(cluster);
        foreach (var i in Enumerable.Range(0, 200))
        {
            cluster.Store.Delete<Core.Pod>("shop", $"many-{i * 8:0000}");
            cluster.Pod($"new-{i:000}");
        }

        var truth = cluster.Store.List<Core.Pod>().Select(pod => pod.Metadata.Name).ToArray();
        await dashboard.SeePodsAsync(truth);
    }

    [Fact]
    public async Task Reflector_ChangesExceedWatchHistory_EndsWithCurrentPods()
    {
        await cluster.DisposeAsync();
        cluster = await Simulated.StartAsync(store: new ObjectStore(TimeProvider.System, new ObjectStoreOptions { HistoryLength = 5 }));
        cluster.Pod("a");
        await using var dashboard = await ReadingDashboard.StartAsync(cluster);
        await dashboard.SeePodsAsync("a");
        // More changes at once than the history holds: the dashboard must converge with the store whichever way the watch falls behind.
        foreach (var i in Enumerable.Range(0, 200))
            cluster.Pod($"b-{i:000}");
        cluster.Store.Delete<Core.Pod>("shop", "a");
        await dashboard.SeePodsAsync([.. Enumerable.Range(0, 200).Select(i => $"b-{i:000}")]);
    }

    [Fact]
    public async Task Reflector_PermissionForOneNamespace_ShowsItsPodsAndNodesAsForbidden()
    {
        cluster.Pod("mine");
        cluster.Pod("others", "payments");
        await using var dashboard = await ReadingDashboard.StartAsync(cluster, "developer");
        var seen = await dashboard.SeePodsAsync("mine");
        Assert.IsType<SyncState.Forbidden>((await dashboard.SeeAsync(now => now.Nodes.Sync is SyncState.Forbidden)).Nodes.Sync);
        Assert.Empty(seen.Nodes.Items);
    }
}
