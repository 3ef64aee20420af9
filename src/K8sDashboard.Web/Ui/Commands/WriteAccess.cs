using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>Whether writing makes sense at all, before anybody is asked for the right to it.</summary>
internal static class WriteAccess
{
    /// <summary>Why no command can be given now; null where one can.</summary>
    public static string? Obstacle(Actor actor, Freshness freshness) =>
        actor.ReadOnly ? "This dashboard runs read-only."
        : freshness.ForbidsWrites ? "The API server has not been heard for five minutes: what is shown may no longer be so."
        : null;
}
