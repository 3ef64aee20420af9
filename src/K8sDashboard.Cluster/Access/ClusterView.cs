using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// The part of a snapshot that one person may see: what pages get, by cascade, and never the snapshot itself. In Local mode the
/// person holds the kubeconfig that the cache was filled with, so all of it is theirs.
/// </summary>
/// <param name="Snapshot">The cluster, cut to what <paramref name="Actor"/> may see.</param>
/// <param name="Actor">The person, for writes and live reads.</param>
/// <param name="Name">The cluster's name: the kubeconfig's context.</param>
/// <param name="EvaluatedAt">The time that health is judged at. It moves on although nothing happens: what should have started by now is
/// late.</param>
public sealed record ClusterView(ClusterSnapshot Snapshot, Actor Actor, string Name, DateTimeOffset EvaluatedAt)
{
    /// <summary>The API server's host and port.</summary>
    public string Server { get; init; } = "";
}
