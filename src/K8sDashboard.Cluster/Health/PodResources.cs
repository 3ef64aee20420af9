using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>What the scheduler reckons a pod with, in cores and bytes; containers that ask for nothing count as 0.</summary>
public readonly record struct PodResources(double CpuRequest, double CpuLimit, double MemoryRequest, double MemoryLimit)
{
    public static PodResources operator +(PodResources one, PodResources other) => new(
        one.CpuRequest + other.CpuRequest,
        one.CpuLimit + other.CpuLimit,
        one.MemoryRequest + other.MemoryRequest,
        one.MemoryLimit + other.MemoryLimit);

    public static PodResources Of(Pod pod) => new(
        Effective(pod, template => template.Requests.Cpu),
        Effective(pod, template => template.Limits.Cpu),
        Effective(pod, template => template.Requests.Memory),
        Effective(pod, template => template.Limits.Memory));

    /// <summary>The sum over pods that still hold their resources: those that ended do not.</summary>
    public static PodResources Sum(IEnumerable<Pod> pods) =>
        pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed)).Aggregate(default(PodResources), (sum, pod) => sum + Of(pod));

    /// <summary>
    /// Init containers run one after another, each beside the sidecars started before it, and then the app's containers run beside
    /// all sidecars: the pod needs the largest of these moments.
    /// </summary>
    private static double Effective(Pod pod, Func<ContainerTemplate, double?> amount)
    {
        double sidecars = 0, peak = 0;
        foreach (var container in pod.InitContainers)
        {
            var own = amount(container.Template) ?? 0;
            if (container.Template.RestartsAlways) sidecars += own;
            peak = Math.Max(peak, container.Template.RestartsAlways ? sidecars : sidecars + own);
        }

        return Math.Max(peak, sidecars + pod.Containers.Sum(container => amount(container.Template) ?? 0));
    }
}
