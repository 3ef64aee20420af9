using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>Why an action's button is disabled, or what to know before it is used.</summary>
internal static class WriteAccess
{
    /// <summary>The name of the cascading value with the freshness of the data that actions depend on.</summary>
    public const string Workloads = "Workloads";

    /// <summary>Why no action is possible for any user, checked before permissions; null where one is.</summary>
    public static string? Obstacle(Actor actor, Freshness freshness) =>
        actor.ReadOnly ? "This dashboard runs read-only."
        : freshness.ForbidsWrites
            ? (freshness.Only is { } only ? $"There has been no update of {only}" : "The API server has not answered")
                + " for five minutes: what is shown may no longer be so."
        : null;

    /// <summary>The result of the access review as text; null where there is nothing to say.</summary>
    public static string? Words(AccessAnswer answer) =>
        answer switch
        {
            AccessAnswer.Allowed => null,
            AccessAnswer.Asking => "Checking whether you may do this.",
            AccessAnswer.Forbidden refused =>
                $"No permission to {refused.Right}: {refused.Message.TrimEnd('.')}. {AccessRemedy.For(refused.Right)}",
            AccessAnswer.Unknown unknown =>
                $"Whether you may {unknown.Right} could not be checked; the API server decides. {unknown.Message}",
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };
}
