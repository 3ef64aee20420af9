using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>The production loop for pods against a <see cref="PodApi"/>.</summary>
internal sealed class WatchedPods(
    ConnectionSettings server,
    TimeProvider time,
    string[]? only = null,
    string[]? fallback = null,
    OptionalKinds? optional = null
) : WatchedKind<Pod>(PodResource.Definition, snapshot => snapshot.Pods, server, time, only, fallback, optional)
{
    public WatchedPods(PodApi api, string[]? only = null, string[]? fallback = null, OptionalKinds? optional = null)
        : this(api.AsServer, new FastTime(), only, fallback, optional) { }

    public Task<Table<Pod>> SeeLiveAsync(params string[] names) =>
        SeeAsync(table =>
            table.Sync is SyncState.Live && table.Items.Select(pod => pod.Name).Order(StringComparer.Ordinal).SequenceEqual(names)
        );

    /// <summary>Waits until the table equals the server's state, including versions.</summary>
    public Task<Table<Pod>> SeeTruthAsync(PodApi api) =>
        SeeAsync(table =>
            table.Sync is SyncState.Live
            && table
                .Items.Select(pod => (pod.Name, pod.ResourceVersion))
                .OrderBy(pod => pod.Name, StringComparer.Ordinal)
                .SequenceEqual(api.Truth)
        );
}
