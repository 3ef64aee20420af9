using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>How many pods a workload is to have and has, whatever its kind: one row for each kind that can be scaled.</summary>
internal static class WorkloadReplicas
{
    /// <summary>What is wanted, where it says so, and what is there; null for what cannot be scaled.</summary>
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
