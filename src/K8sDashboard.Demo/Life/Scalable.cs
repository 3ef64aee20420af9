using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>A workload that an autoscaler may scale.</summary>
/// <param name="Selector">What its pods are known by.</param>
/// <param name="Replicas">How many it is to have.</param>
/// <param name="Scale">Changes that; false where somebody else was faster.</param>
internal sealed record Scalable(LabelSelector Selector, int Replicas, Func<int, bool> Scale)
{
    /// <summary>The workload that is named; null where there is none, or none that can be scaled.</summary>
    public static Scalable? Find(ClusterState state, string ns, CrossVersionObjectReference target) =>
        target.Kind switch
        {
            "Deployment" => Of(state, state.Get<Deployment>(ns, target.Name)),
            "StatefulSet" => Of(state, state.Get<StatefulSet>(ns, target.Name)),
            "ReplicaSet" => Of(state, state.Get<ReplicaSet>(ns, target.Name)),
            _ => null,
        };

    private static Scalable? Of<T>(ClusterState state, T? workload)
        where T : class, IMessage<T> =>
        workload is not null && WorkloadReplicas.Of(workload) is { Selector: { } selector } scale
            ? new(
                selector,
                scale.Wanted ?? 1,
                replicas => state.Change(workload, changed => WorkloadReplicas.Set(changed, replicas)) is not null
            )
            : null;
}
