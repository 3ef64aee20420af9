using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Resources.Pods;

/// <summary>Effective requests and limits of a pod as a whole: the reference of its usage in lists and charts.</summary>
public static class EffectiveResources
{
    /// <summary>As the scheduler computes it: <c>cpu 1, memory 512Mi (overhead: cpu 250m)</c>.</summary>
    public static string Requests(Pod pod)
    {
        var sum = ContainerText.Resources(
            new(UsageBudget.Of(UsageMetric.Cpu, pod).Request, UsageBudget.Of(UsageMetric.Memory, pod).Request)
        );
        return pod.Overhead == ResourceList.None ? sum : $"{sum} (overhead: {ContainerText.Resources(pod.Overhead)})";
    }

    /// <summary>
    /// The limit of the whole pod, which exists only where each container has one: <c>cpu 2, memory: no limit for the whole</c>.
    /// </summary>
    public static string Limits(Pod pod)
    {
        ImmutableArray<string> known =
        [
            .. Words("cpu", UsageBudget.Of(UsageMetric.Cpu, pod), Quantity.Cpu),
            .. Words("memory", UsageBudget.Of(UsageMetric.Memory, pod), Quantity.Bytes),
        ];
        return known.IsEmpty ? KubectlText.None : string.Join(", ", known);
    }

    private static IEnumerable<string> Words(string name, UsageBudget budget, Func<double, string> text) =>
        budget switch
        {
            { Limit: { } limit } => [$"{name} {text(limit)}"],
            { IsPartlyLimited: true } => [$"{name}: no limit for the whole"],
            _ => [],
        };
}
