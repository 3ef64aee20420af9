using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Live reads of the objects that an action is planned from, with the actor's credentials.</summary>
internal static class TargetReader
{
    /// <summary>The target, or why the read failed: nothing has been sent yet, so no outcome is <c>Unknown</c>.</summary>
    public static async Task<(LiveTarget? Live, ActionOutcome? Failure)> ReadAsync(
        ApiClient api,
        ClusterAction action,
        CancellationToken cancellation
    )
    {
        if (
            await api.GetAsync(ActionPlanner.PathOf(action), cancellation) is var answer
            && answer is not ApiAnswer.Success { Body: var live }
        )
            return (null, Failure(answer));
        if (action is not ClusterAction.Rollback)
            return (new LiveTarget(live, []), null);
        return await ReplicaSets.ReadAsync(api, live, cancellation) is var sets && sets is ApiAnswer.Success { Body: var list }
            ? (new LiveTarget(live, [.. list.Items("items")]), null)
            : (null, Failure(sets));
    }

    /// <summary>The warning that an autoscaler will undo the scaling, or that autoscalers could not be read.</summary>
    public static async Task<string?> AutoscalerWarningAsync(ApiClient api, ClusterAction.Scale action, CancellationToken cancellation)
    {
        var answer = await api.GetAsync(
            ApiPath.Collection("autoscaling/v2", "horizontalpodautoscalers", action.Target.Namespace),
            cancellation
        );
        // autoscaling/v2 exists since Kubernetes 1.23.
        if (answer is ApiAnswer.StatusError { Status: 404 })
            answer = await api.GetAsync(
                ApiPath.Collection("autoscaling/v1", "horizontalpodautoscalers", action.Target.Namespace),
                cancellation
            );
        if (answer is not ApiAnswer.Success { Body: var list })
            return $"Whether an autoscaler sets the replicas of {action.Target.Name} is not known: {Failure(answer).Message}";
        return list.Items("items").FirstOrDefault(scaler => Scales(scaler, action)) is { } found ? Overrides(found) : null;
    }

    public static ActionOutcome Failure(ApiAnswer answer) =>
        answer switch
        {
            ApiAnswer.StatusError { Status: 401 or 403 } refusal => new ActionOutcome.Forbidden(refusal.Message),
            ApiAnswer.StatusError { Status: 409 } refusal => new ActionOutcome.Conflict(refusal.Message),
            ApiAnswer.StatusError refusal => new ActionOutcome.Rejected(refusal.Message),
            ApiAnswer.NotSent failure => new ActionOutcome.Rejected(
                $"Nothing was sent, the API server could not be reached: {failure.Message}"
            ),
            ApiAnswer.Lost failure => new ActionOutcome.Rejected(
                $"Nothing was changed, the API server could not be read: {failure.Message}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    private static bool Scales(JsonObject scaler, ClusterAction.Scale action) =>
        scaler.Text("spec", "scaleTargetRef", "kind") == action.Kind.ToString()
        && scaler.Text("spec", "scaleTargetRef", "name") == action.Target.Name;

    private static string Overrides(JsonObject scaler) =>
        $"HorizontalPodAutoscaler {scaler.Text("metadata", "name")} keeps between {scaler.Whole("spec", "minReplicas") ?? 1} and "
        + $"{scaler.Whole("spec", "maxReplicas")} replicas and will override this (0 replicas would switch it off).";
}
