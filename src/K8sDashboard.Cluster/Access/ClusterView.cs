using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// The part of a snapshot that the actor may see: pages get it as a cascading value, and never the snapshot itself. In Local mode it is
/// all of it, since the cache was filled with the actor's kubeconfig.
/// </summary>
/// <param name="Snapshot">The cluster, filtered to what <paramref name="Actor"/> may see.</param>
/// <param name="Actor">The user, for writes and live reads.</param>
/// <param name="Name">The cluster's name: the kubeconfig's context.</param>
/// <param name="EvaluatedAt">The time that health is evaluated at. It advances without any change of the cluster, since deadlines
/// pass.</param>
public sealed record ClusterView(ClusterSnapshot Snapshot, Actor Actor, string Name, DateTimeOffset EvaluatedAt)
{
    /// <summary>The API server's host and port.</summary>
    public string Server { get; init; } = "";
}
