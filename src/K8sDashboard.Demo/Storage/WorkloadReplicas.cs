using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>The replicas of scalable workloads: one row a kind.</summary>
internal static class WorkloadReplicas
{
    /// <summary>Desired replicas if set, actual replicas and selector; null if not scalable.</summary>
    public static (int? Wanted, int? Actual, LabelSelector? Selector)? Of(IMessage workload) =>
        workload switch
        {
            Deployment deployment => (
                deployment.Spec is { HasReplicas: true } spec ? spec.Replicas : null,
                deployment.Status?.Replicas,
                deployment.Spec?.Selector
            ),
            ReplicaSet set => (set.Spec is { HasReplicas: true } spec ? spec.Replicas : null, set.Status?.Replicas, set.Spec?.Selector),
            StatefulSet set => (set.Spec is { HasReplicas: true } spec ? spec.Replicas : null, set.Status?.Replicas, set.Spec?.Selector),
            _ => null,
        };

    public static void Set(IMessage workload, int replicas)
    {
        switch (workload)
        {
            case Deployment deployment:
                deployment.Spec.Replicas = replicas;
                break;
            case ReplicaSet set:
                set.Spec.Replicas = replicas;
                break;
            case StatefulSet set:
                set.Spec.Replicas = replicas;
                break;
        }
    }
}
