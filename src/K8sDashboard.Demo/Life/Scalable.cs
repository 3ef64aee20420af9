using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>A workload that an autoscaler may scale.</summary>
/// <param name="Selector">What its pods are known by.</param>
/// <param name="Replicas">How many it is to have.</param>
/// <param name="Scale">Changes that; false where somebody else was faster.</param>
internal sealed record Scalable(LabelSelector Selector, int Replicas, Func<int, bool> Scale)
{
    /// <summary>The workload that is named; null where there is none, or none that can be scaled.</summary>
    public static Scalable? Find(ClusterState state, string ns, CrossVersionObjectReference target) => target.Kind switch
    {
        "Deployment" when state.Get<Deployment>(ns, target.Name) is { } one =>
            new(one.Spec.Selector, one.Spec.HasReplicas ? one.Spec.Replicas : 1, replicas => state.Change(one, changed => changed.Spec.Replicas = replicas) is not null),
        "StatefulSet" when state.Get<StatefulSet>(ns, target.Name) is { } one =>
            new(one.Spec.Selector, one.Spec.HasReplicas ? one.Spec.Replicas : 1, replicas => state.Change(one, changed => changed.Spec.Replicas = replicas) is not null),
        "ReplicaSet" when state.Get<ReplicaSet>(ns, target.Name) is { } one =>
            new(one.Spec.Selector, one.Spec.HasReplicas ? one.Spec.Replicas : 1, replicas => state.Change(one, changed => changed.Spec.Replicas = replicas) is not null),
        _ => null,
    };
}
