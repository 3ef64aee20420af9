using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Actions;

/// <summary>
/// A pure function from action and live object to an API call or a refusal. It works on the raw JSON, so that a rollback preserves
/// fields that are unknown to this program.
/// </summary>
internal static class ActionPlanner
{
    /// <summary>Why the action cannot be sent: its precondition no longer holds. Null where it can.</summary>
    public static ActionResult? Refusal(ClusterAction action, LiveTarget live)
    {
        if (live.Object.Uid() != action.Uid)
            return Conflict($"{action.Target.Name} was deleted and created again since you looked; this is another object.");
        return action switch
        {
            ClusterAction.Scale scale => Refusal(scale, live.Object),
            ClusterAction.Restart restart => (ActionResult?)Changed(live.Object, restart.SeenGeneration) ?? PausedRestart(live.Object),
            ClusterAction.Rollback rollback => Changed(live.Object, rollback.SeenGeneration) ?? RollbackPlanner.Refusal(rollback, live),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    /// <summary>The write, where there is no <see cref="Refusal(ClusterAction, LiveTarget)"/>.</summary>
    /// <param name="action">What to do.</param>
    /// <param name="live">The object as it is.</param>
    /// <param name="now">The time of the action, the same for all its attempts: it becomes the restart's annotation.</param>
    public static WriteRequest Request(ClusterAction action, LiveTarget live, DateTimeOffset now) =>
        action switch
        {
            ClusterAction.Scale scale => Request(scale, live.Object),
            ClusterAction.Restart restart => Request(restart, live.Object, now),
            ClusterAction.Rollback rollback => RollbackPlanner.Request(rollback, live),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };

    /// <summary>The list of other objects that the action is planned from: of a rollback the ReplicaSets; empty for others.</summary>
    public static Task<ApiAnswer> ReadRelatedAsync(ClusterAction action, ApiClient api, JsonObject live, CancellationToken cancellation) =>
        action is ClusterAction.Rollback
            ? ReplicaSets.ReadAsync(api, live, cancellation)
            : Task.FromResult<ApiAnswer>(new ApiAnswer.Success([]));

    /// <summary>The path that is read and written: the scale subresource for scaling, the workload itself otherwise.</summary>
    public static string PathOf(ClusterAction action) =>
        ApiPath.Of("apps/v1", Plural(action.Kind), action.Target, action is ClusterAction.Scale ? "scale" : "");

    /// <summary>The value of the restartedAt annotation, in kubectl's format.</summary>
    public static string RestartedAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ActionResult? Refusal(ClusterAction.Scale action, JsonObject scale) =>
        Replicas(scale) is var replicas && replicas == action.Replicas
            ? new ActionResult.Rejected($"{action.Target.Name} has {replicas} replicas already; nothing was changed.")
        : replicas != action.Seen ? Conflict($"replicas are {replicas} now, not {action.Seen}.")
        : null;

    // omitempty: a Scale of 0 has no replicas field.
    private static long Replicas(JsonObject scale) => scale.Whole("spec", "replicas") ?? 0;

    private static WriteRequest Request(ClusterAction.Scale action, JsonObject scale)
    {
        var body = scale.DeepClone();
        if (body["spec"] is not JsonObject spec)
            body["spec"] = spec = [];
        spec["replicas"] = action.Replicas;
        return new WriteRequest(HttpMethod.Put, PathOf(action), WriteRequest.Json, body);
    }

    private static ActionResult.Rejected? PausedRestart(JsonObject deployment) =>
        deployment.Truth("spec", "paused") ? new("can't restart paused deployment (run rollout resume first)") : null;

    private static WriteRequest Request(ClusterAction.Restart action, JsonObject deployment, DateTimeOffset now)
    {
        var body = new JsonObject
        {
            // Both are preconditions (optimistic concurrency) here, not changes.
            ["metadata"] = new JsonObject { ["uid"] = deployment.Uid(), ["resourceVersion"] = deployment.ResourceVersion() },
            ["spec"] = new JsonObject
            {
                ["template"] = new JsonObject
                {
                    ["metadata"] = new JsonObject
                    {
                        ["annotations"] = new JsonObject { [WellKnownAnnotations.RestartedAt] = RestartedAt(now) },
                    },
                },
            },
        };
        return new WriteRequest(HttpMethod.Patch, PathOf(action), WriteRequest.StrategicMergePatch, body);
    }

    private static ActionResult.Conflict? Changed(JsonObject deployment, long seen)
    {
        var now = deployment.Whole("metadata", "generation");
        return now == seen ? null : Conflict($"the spec was changed since you looked: generation is {now} now, not {seen}.");
    }

    private static ActionResult.Conflict Conflict(string why) => new(why);

    public static string Plural(WorkloadKind kind) =>
        kind switch
        {
            WorkloadKind.Deployment => "deployments",
            WorkloadKind.ReplicaSet => "replicasets",
            WorkloadKind.StatefulSet => "statefulsets",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
