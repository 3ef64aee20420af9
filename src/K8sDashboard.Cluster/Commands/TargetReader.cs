using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Commands;

/// <summary>Live reads of the objects that a command is planned from, with the actor's credentials.</summary>
internal static class TargetReader
{
    /// <summary>The target, or why the read failed: nothing has been sent yet, so no outcome is <c>Unknown</c>.</summary>
    public static async Task<(LiveTarget? Live, CommandOutcome? Failure)> ReadAsync(
        ApiClient api,
        ClusterCommand command,
        CancellationToken cancellation
    )
    {
        if (
            await api.GetAsync(CommandPlanner.PathOf(command), cancellation) is var answer
            && answer is not ApiAnswer.Success { Body: var live }
        )
            return (null, Failure(answer));
        if (command is not ClusterCommand.Rollback)
            return (new LiveTarget(live, []), null);
        return await ReplicaSets.ReadAsync(api, live, cancellation) is var sets && sets is ApiAnswer.Success { Body: var list }
            ? (new LiveTarget(live, [.. list.Items("items")]), null)
            : (null, Failure(sets));
    }

    /// <summary>The warning that an autoscaler will undo the scaling, or that autoscalers could not be read.</summary>
    public static async Task<string?> AutoscalerWarningAsync(ApiClient api, ClusterCommand.Scale command, CancellationToken cancellation)
    {
        var answer = await api.GetAsync(
            ApiPath.Collection("autoscaling/v2", "horizontalpodautoscalers", command.Target.Namespace),
            cancellation
        );
        // autoscaling/v2 exists since Kubernetes 1.23.
        if (answer is ApiAnswer.StatusError { Status: 404 })
            answer = await api.GetAsync(
                ApiPath.Collection("autoscaling/v1", "horizontalpodautoscalers", command.Target.Namespace),
                cancellation
            );
        if (answer is not ApiAnswer.Success { Body: var list })
            return $"Whether an autoscaler sets the replicas of {command.Target.Name} is not known: {Failure(answer).Message}";
        return list.Items("items").FirstOrDefault(scaler => Scales(scaler, command)) is { } found ? Overrides(found) : null;
    }

    public static CommandOutcome Failure(ApiAnswer answer) =>
        answer switch
        {
            ApiAnswer.StatusError { Status: 401 or 403 } refusal => new CommandOutcome.Forbidden(refusal.Message),
            ApiAnswer.StatusError { Status: 409 } refusal => new CommandOutcome.Conflict(refusal.Message),
            ApiAnswer.StatusError refusal => new CommandOutcome.Rejected(refusal.Message),
            ApiAnswer.NotSent failure => new CommandOutcome.Rejected(
                $"Nothing was sent, the API server could not be reached: {failure.Message}"
            ),
            ApiAnswer.Lost failure => new CommandOutcome.Rejected(
                $"Nothing was changed, the API server could not be read: {failure.Message}"
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(answer)),
        };

    private static bool Scales(JsonObject scaler, ClusterCommand.Scale command) =>
        scaler.Text("spec", "scaleTargetRef", "kind") == command.Kind.ToString()
        && scaler.Text("spec", "scaleTargetRef", "name") == command.Target.Name;

    private static string Overrides(JsonObject scaler) =>
        $"HorizontalPodAutoscaler {scaler.Text("metadata", "name")} keeps between {scaler.Whole("spec", "minReplicas") ?? 1} and "
        + $"{scaler.Whole("spec", "maxReplicas")} replicas and will override this (0 replicas would switch it off).";
}
