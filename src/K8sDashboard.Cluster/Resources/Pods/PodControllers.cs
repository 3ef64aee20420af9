using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The built-in controllers whose pods have names that begin with theirs.</summary>
public static class PodControllers
{
    private static readonly ResourceType[] All =
    [
        ReplicaSetResource.Type,
        StatefulSetResource.Type,
        ResourceType.OfKind("apps/v1", "DaemonSet"),
        ResourceType.OfKind("batch/v1", "Job"),
        ResourceType.OfKind("batch/v1", "CronJob"),
    ];

    public static bool Includes(ResourceType type) => All.Contains(type);
}
