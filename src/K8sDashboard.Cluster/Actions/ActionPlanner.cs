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
    public const string StrategicMerge = "application/strategic-merge-patch+json";

    /// <param name="now">The time of the action, the same for all its attempts: it becomes the restart's annotation.</param>
    public static ActionPlan Plan(ClusterAction action, LiveTarget live, DateTimeOffset now)
    {
        if (live.Object.Uid() != action.Uid)
            return Conflict($"{action.Target.Name} was deleted and created again since you looked; this is another object.");
        return action switch
        {
            ClusterAction.Scale scale => Scale(scale, live.Object),
            ClusterAction.Restart restart => Changed(live.Object, restart.SeenGeneration) ?? Restart(restart, live.Object, now),
            ClusterAction.Rollback rollback => Changed(live.Object, rollback.SeenGeneration) ?? RollbackPlanner.Plan(rollback, live),
            _ => throw new ArgumentOutOfRangeException(nameof(action)),
        };
    }

    /// <summary>The path that is read and written: the scale subresource for scaling, the workload itself otherwise.</summary>
    public static string PathOf(ClusterAction action) =>
        ApiPath.Of("apps/v1", Plural(action.Kind), action.Target, action is ClusterAction.Scale ? "scale" : "");

    public static ActionPlan Reject(string why) => new ActionPlan.Refuse(new ActionOutcome.Rejected(why));

    /// <summary>The value of the restartedAt annotation, in kubectl's format.</summary>
    public static string RestartedAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static ActionPlan Scale(ClusterAction.Scale action, JsonObject scale)
    {
        // omitempty: a Scale of 0 has no replicas field.
        var replicas = scale.Whole("spec", "replicas") ?? 0;
        if (replicas == action.Replicas)
            return Reject($"{action.Target.Name} has {replicas} replicas already; nothing was changed.");
        if (replicas != action.Seen)
            return Conflict($"replicas are {replicas} now, not {action.Seen}.");
        var body = scale.DeepClone();
        if (body["spec"] is not JsonObject spec)
            body["spec"] = spec = [];
        spec["replicas"] = action.Replicas;
        return new ActionPlan.Send(new ApiCall(HttpMethod.Put, PathOf(action), "application/json", body));
    }

    private static ActionPlan Restart(ClusterAction.Restart action, JsonObject deployment, DateTimeOffset now)
    {
        if (deployment.Truth("spec", "paused"))
            return Reject("can't restart paused deployment (run rollout resume first)");
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
        return new ActionPlan.Send(new ApiCall(HttpMethod.Patch, PathOf(action), StrategicMerge, body));
    }

    private static ActionPlan.Refuse? Changed(JsonObject deployment, long seen) =>
        deployment.Whole("metadata", "generation") is var now && now == seen
            ? null
            : Conflict($"the spec was changed since you looked: generation is {now} now, not {seen}.");

    private static ActionPlan.Refuse Conflict(string why) => new(new ActionOutcome.Conflict(why));

    public static string Plural(WorkloadKind kind) =>
        kind switch
        {
            WorkloadKind.Deployment => "deployments",
            WorkloadKind.ReplicaSet => "replicasets",
            WorkloadKind.StatefulSet => "statefulsets",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
