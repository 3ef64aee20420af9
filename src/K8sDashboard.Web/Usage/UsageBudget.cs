using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Usage;

/// <summary>Reference of usage: the effective requests and limits of a pod, or of all pods of a workload. Null where unset.</summary>
/// <param name="Request">As the scheduler computes it.</param>
/// <param name="Limit">Of the whole pod: only where each running container has one, or the pod itself.</param>
/// <param name="IsPartlyLimited">Only some containers have a limit, so that the whole has none.</param>
public readonly record struct UsageBudget(double? Request, double? Limit, bool IsPartlyLimited = false)
{
    public static UsageBudget Of(UsageMetric metric, Pod pod) => Of(metric, [pod]);

    /// <summary>Total of these pods; terminated ones count neither for usage nor for the budget.</summary>
    public static UsageBudget Of(UsageMetric metric, IEnumerable<Pod> pods)
    {
        Func<ResourceList, double?> amount = metric is UsageMetric.Cpu ? resources => resources.Cpu : resources => resources.Memory;
        double request = 0,
            limit = 0;
        var isWhole = true;
        foreach (var pod in pods)
        {
            if (pod.Phase is PodPhase.Succeeded or PodPhase.Failed)
                continue;
            request += PodResources.Request(pod, amount);
            limit += PodResources.Limit(pod, amount);
            isWhole &= IsLimited(pod, amount);
        }

        return new(request > 0 ? request : null, limit > 0 && isWhole ? limit : null, limit > 0 && !isWhole);
    }

    private static bool IsLimited(Pod pod, Func<ResourceList, double?> amount)
    {
        if (amount(pod.Limits) > 0)
            return true;
        foreach (var container in pod.Containers)
            if (!(amount(container.Template.Limits) > 0))
                return false;
        foreach (var container in pod.InitContainers)
            if (container.Template.RestartsAlways && !(amount(container.Template.Limits) > 0))
                return false;
        return true;
    }
}
