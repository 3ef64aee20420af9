using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Readings;

namespace K8sDashboard.Web.Ui.Metrics;

/// <summary>What use is held against: the requests and limits of a pod, or of all pods of a workload. Null where nothing is set.</summary>
public readonly record struct UsageBudget(double? Request, double? Limit)
{
    /// <summary>Of one pod: its containers with the sidecars beside them.</summary>
    public static UsageBudget Of(Gauge gauge, Pod pod) => Of(
        gauge,
        [.. pod.Containers.Concat(pod.InitContainers.Where(container => container.Template.RestartsAlways)).Select(container => container.Template)],
        pods: 1);

    /// <summary>Of so many pods of one template. The whole has a limit only where each container has one.</summary>
    public static UsageBudget Of(Gauge gauge, IReadOnlyCollection<ContainerTemplate> containers, int pods)
    {
        var requests = containers.Select(container => Amount(gauge, container.Requests)).ToList();
        var limits = containers.Select(container => Amount(gauge, container.Limits)).ToList();
        return new(
            pods > 0 && requests.Exists(amount => amount > 0) ? requests.Sum() * pods : null,
            pods > 0 && limits.Count > 0 && limits.TrueForAll(amount => amount > 0) ? limits.Sum() * pods : null);
    }

    private static double? Amount(Gauge gauge, Resources resources) => gauge is Gauge.Cpu ? resources.Cpu : resources.Memory;
}
