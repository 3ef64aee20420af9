using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The rights that an action needs: one for each of its requests, the write first.</summary>
public static class ActionRights
{
    public static ImmutableArray<AccessRight> Scale(WorkloadKind kind, ObjectRef target) =>
        [Of("update", ActionPlanner.Plural(kind), target, "scale"), Of("get", ActionPlanner.Plural(kind), target, "scale")];

    public static ImmutableArray<AccessRight> Restart(ObjectRef deployment) =>
        [Of("patch", "deployments", deployment), Of("get", "deployments", deployment)];

    /// <summary>A rollback reads the revisions from the ReplicaSets.</summary>
    public static ImmutableArray<AccessRight> Rollback(ObjectRef deployment) =>
        [.. Restart(deployment), Of("list", "replicasets", deployment with { Name = "" })];

    private static AccessRight Of(string verb, string resource, ObjectRef target, string subresource = "") =>
        new(verb, "apps", resource, subresource, target);
}
