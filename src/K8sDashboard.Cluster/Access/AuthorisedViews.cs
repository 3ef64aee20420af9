using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// The one choke point between the cluster's copy and a person: cuts each snapshot to what the actor may see. In Local mode the
/// actor is the identity that the copy was listed with, so every snapshot passes whole.
/// </summary>
/// <param name="actor">The person of this circuit.</param>
/// <param name="clusterName">The cluster's name as the person knows it: the kubeconfig's context.</param>
/// <param name="server">The API server's host and port.</param>
public sealed class AuthorisedViews(Actor actor, string clusterName, string server = "")
{
    /// <summary>All circuits judge at the same moments, these far apart, so that one judgement serves them all.</summary>
    public static readonly TimeSpan JudgingStep = TimeSpan.FromSeconds(10);

    /// <param name="snapshot">The whole cluster.</param>
    /// <param name="now">The time; rounded down to the step.</param>
    public ClusterView Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        new(snapshot, actor, clusterName, new(now.UtcTicks - (now.UtcTicks % JudgingStep.Ticks), TimeSpan.Zero)) { Server = server };
}
