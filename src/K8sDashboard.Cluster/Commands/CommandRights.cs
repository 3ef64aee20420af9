using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Commands;

/// <summary>The rights that a command needs: one for each of its requests, the write first.</summary>
public static class CommandRights
{
    public static ImmutableArray<AccessRight> Scale(WorkloadKind kind, ObjectRef target) =>
        [Of("update", CommandPlanner.Plural(kind), target, "scale"), Of("get", CommandPlanner.Plural(kind), target, "scale")];

    public static ImmutableArray<AccessRight> Restart(ObjectRef deployment) =>
        [Of("patch", "deployments", deployment), Of("get", "deployments", deployment)];

    /// <summary>A rollback reads the revisions from the ReplicaSets.</summary>
    public static ImmutableArray<AccessRight> Rollback(ObjectRef deployment) =>
        [.. Restart(deployment), Of("list", "replicasets", deployment with { Name = "" })];

    private static AccessRight Of(string verb, string resource, ObjectRef target, string subresource = "") =>
        new(verb, "apps", resource, subresource, target);
}
