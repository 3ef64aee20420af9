using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Access;

/// <summary>
/// Filters each snapshot of the cache to what the actor may see. In Local mode the cache was listed with the actor's own identity, so
/// every snapshot passes unfiltered.
/// </summary>
/// <param name="actor">The user of this circuit.</param>
/// <param name="clusterName">The kubeconfig's context.</param>
/// <param name="server">The API server's host and port.</param>
public sealed class AuthorisedViews(Actor actor, string clusterName, string server = "")
{
    /// <summary>Health is evaluated at multiples of this interval, so that all circuits share the result.</summary>
    public static readonly TimeSpan JudgingStep = TimeSpan.FromSeconds(10);

    /// <param name="snapshot">The whole cluster.</param>
    /// <param name="now">The current time; rounded down to the interval.</param>
    public ClusterView Of(ClusterSnapshot snapshot, DateTimeOffset now) =>
        new(snapshot, actor, clusterName, new(now.UtcTicks - (now.UtcTicks % JudgingStep.Ticks), TimeSpan.Zero)) { Server = server };
}
