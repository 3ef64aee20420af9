using System.Globalization;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Commands;

/// <summary>
/// A pure function from command and live object to an API call or a refusal. It works on the raw JSON, so that a rollback preserves
/// fields that are unknown to this program.
/// </summary>
internal static class CommandPlanner
{
    public const string StrategicMerge = "application/strategic-merge-patch+json";

    /// <param name="now">The time of the command, the same for all its attempts: it becomes the restart's annotation.</param>
    public static CommandPlan Plan(ClusterCommand command, LiveTarget live, DateTimeOffset now)
    {
        if (live.Object.Uid() != command.Uid)
            return Conflict($"{command.Target.Name} was deleted and created again since you looked; this is another object.");
        return command switch
        {
            ClusterCommand.Scale scale => Scale(scale, live.Object),
            ClusterCommand.Restart restart => Changed(live.Object, restart.SeenGeneration) ?? Restart(restart, live.Object, now),
            ClusterCommand.Rollback rollback => Changed(live.Object, rollback.SeenGeneration) ?? RollbackPlanner.Plan(rollback, live),
            _ => throw new ArgumentOutOfRangeException(nameof(command)),
        };
    }

    /// <summary>The path that is read and written: the scale subresource for scaling, the workload itself otherwise.</summary>
    public static string PathOf(ClusterCommand command) =>
        ApiPath.Of("apps/v1", Plural(command.Kind), command.Target, command is ClusterCommand.Scale ? "scale" : "");

    public static CommandPlan Reject(string why) => new CommandPlan.Refuse(new CommandOutcome.Rejected(why));

    /// <summary>The value of the restartedAt annotation, in kubectl's format.</summary>
    public static string RestartedAt(DateTimeOffset now) =>
        now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static CommandPlan Scale(ClusterCommand.Scale command, JsonObject scale)
    {
        // omitempty: a Scale of 0 has no replicas field.
        var replicas = scale.Whole("spec", "replicas") ?? 0;
        if (replicas == command.Replicas)
            return Reject($"{command.Target.Name} has {replicas} replicas already; nothing was changed.");
        if (replicas != command.Seen)
            return Conflict($"replicas are {replicas} now, not {command.Seen}.");
        var body = scale.DeepClone();
        if (body["spec"] is not JsonObject spec)
            body["spec"] = spec = [];
        spec["replicas"] = command.Replicas;
        return new CommandPlan.Send(new ApiCall(HttpMethod.Put, PathOf(command), "application/json", body));
    }

    private static CommandPlan Restart(ClusterCommand.Restart command, JsonObject deployment, DateTimeOffset now)
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
        return new CommandPlan.Send(new ApiCall(HttpMethod.Patch, PathOf(command), StrategicMerge, body));
    }

    private static CommandPlan.Refuse? Changed(JsonObject deployment, long seen) =>
        deployment.Whole("metadata", "generation") is var now && now == seen
            ? null
            : Conflict($"the spec was changed since you looked: generation is {now} now, not {seen}.");

    private static CommandPlan.Refuse Conflict(string why) => new(new CommandOutcome.Conflict(why));

    public static string Plural(WorkloadKind kind) =>
        kind switch
        {
            WorkloadKind.Deployment => "deployments",
            WorkloadKind.ReplicaSet => "replicasets",
            WorkloadKind.StatefulSet => "statefulsets",
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
}
