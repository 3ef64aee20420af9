using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>A workload with a scale subresource, for autoscaling.</summary>
/// <param name="Selector">The selector of its pods.</param>
/// <param name="Replicas">The desired replicas.</param>
/// <param name="Scale">Sets them; false on a conflict.</param>
internal sealed record Scalable(LabelSelector Selector, int Replicas, Func<int, bool> Scale)
{
    /// <summary>The referenced workload; null if it does not exist or cannot be scaled.</summary>
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
