namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>
/// A pod's effective requests and limits, in cores and bytes; absent values count as 0. The formula is the scheduler's and
/// <c>kubectl describe node</c>'s: <c>PodRequests</c> and <c>PodLimits</c> of k8s.io/component-helpers/resource.
/// </summary>
public readonly record struct PodResources(double CpuRequest, double CpuLimit, double MemoryRequest, double MemoryLimit)
{
    public double EphemeralStorageRequest { get; init; }

    public double EphemeralStorageLimit { get; init; }

    public static PodResources operator +(PodResources one, PodResources other) =>
        new(
            one.CpuRequest + other.CpuRequest,
            one.CpuLimit + other.CpuLimit,
            one.MemoryRequest + other.MemoryRequest,
            one.MemoryLimit + other.MemoryLimit
        )
        {
            EphemeralStorageRequest = one.EphemeralStorageRequest + other.EphemeralStorageRequest,
            EphemeralStorageLimit = one.EphemeralStorageLimit + other.EphemeralStorageLimit,
        };

    public static PodResources Of(Pod pod) =>
        new(
            Request(pod, resources => resources.Cpu),
            Limit(pod, resources => resources.Cpu),
            Request(pod, resources => resources.Memory),
            Limit(pod, resources => resources.Memory)
        )
        {
            EphemeralStorageRequest = Request(pod, resources => resources.EphemeralStorage),
            EphemeralStorageLimit = Limit(pod, resources => resources.EphemeralStorage),
        };

    /// <summary>The sum over pods that hold their resources: terminated pods do not.</summary>
    public static PodResources Sum(IEnumerable<Pod> pods) =>
        pods.Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed))
            .Aggregate(default(PodResources), (sum, pod) => sum + Of(pod));

    /// <summary>
    /// The effective request of one resource: the pod-level value takes precedence over the containers'; the overhead is added.
    /// </summary>
    public static double Request(Pod pod, Func<ResourceList, double?> amount) =>
        (amount(pod.Requests) ?? Largest(pod, template => template.Requests, amount)) + (amount(pod.Overhead) ?? 0);

    /// <summary>The effective limit of one resource: likewise, but the overhead alone is no limit.</summary>
    public static double Limit(Pod pod, Func<ResourceList, double?> amount)
    {
        var limit = amount(pod.Limits) ?? Largest(pod, template => template.Limits, amount);
        return limit > 0 ? limit + (amount(pod.Overhead) ?? 0) : 0;
    }

    /// <summary>
    /// Init containers run one after another, each beside the sidecars started before it; then the app's containers run beside all
    /// sidecars: the pod needs the maximum over these phases.
    /// </summary>
    private static double Largest(Pod pod, Func<ContainerTemplate, ResourceList> kind, Func<ResourceList, double?> amount)
    {
        double sidecars = 0,
            peak = 0,
            apps = 0;
        foreach (var container in pod.InitContainers)
        {
            var own = amount(kind(container.Template)) ?? 0;
            if (container.Template.RestartsAlways)
                sidecars += own;
            peak = Math.Max(peak, container.Template.RestartsAlways ? sidecars : sidecars + own);
        }

        foreach (var container in pod.Containers)
            apps += amount(kind(container.Template)) ?? 0;
        return Math.Max(peak, sidecars + apps);
    }
}
