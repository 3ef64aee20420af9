using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The scheduler: binds each pending pod to a feasible node, preferring the one with the fewest pods of the same owner.</summary>
/// <param name="state">The cluster.</param>
/// <param name="events">The event log.</param>
/// <param name="placement">Selects a node, or the reason for none; null considers all nodes of the cluster.</param>
public sealed class Scheduler(ClusterState state, EventLog events, Func<Pod, Placement>? placement = null)
{
    private const string Me = "default-scheduler";
    private static readonly TimeSpan Again = TimeSpan.FromSeconds(30);

    // The next retry of each unschedulable pod; one entry per such pod.
    private readonly Dictionary<string, DateTimeOffset> waiting = [];

    /// <summary>The number of unschedulable pods.</summary>
    public int Unschedulable => waiting.Count;

    public void Turn(DateTimeOffset now)
    {
        var unbound = state.List<Pod>().Where(pod => pod.Spec.NodeName.Length == 0 && Availability.IsActive(pod) && IsMine(pod)).ToList();
        foreach (var gone in waiting.Keys.Except(unbound.Select(pod => pod.Metadata.Uid)).ToList())
            waiting.Remove(gone);
        foreach (var pod in unbound.Where(pod => !waiting.TryGetValue(pod.Metadata.Uid, out var due) || now >= due))
            Place(pod, now);
    }

    private void Place(Pod pod, DateTimeOffset now)
    {
        var (chosen, message) = placement?.Invoke(pod) ?? Choose(pod);
        if (chosen is null)
        {
            waiting[pod.Metadata.Uid] = now + Again;
            state.ChangeStatus(
                pod,
                changed => Availability.Set(changed.Status ??= new(), "PodScheduled", false, "Unschedulable", message, now)
            );
            events.Warning(pod, "FailedScheduling", message, Me, now);
            return;
        }

        waiting.Remove(pod.Metadata.Uid);
        if (state.Change(pod, changed => changed.Spec.NodeName = chosen) is not { } bound)
            return;
        state.ChangeStatus(bound, changed => Availability.Set(changed.Status ??= new(), "PodScheduled", true, "", "", now));
        events.Normal(pod, "Scheduled", $"Successfully assigned {pod.Metadata.Namespace}/{pod.Metadata.Name} to {chosen}", Me, now);
    }

    // Pods of other schedulers, and those with scheduling gates, are skipped.
    private static bool IsMine(Pod pod) => pod.Spec is { SchedulerName: "" or Me, SchedulingGates.Count: 0 };

    private Placement Choose(Pod pod)
    {
        var nodes = state.List<Node>();
        var loads = state.List<Pod>().Where(Availability.IsActive).ToLookup(one => one.Spec.NodeName);
        var neighbours = new Neighbours(nodes, loads);
        var fitting = new List<Node>();
        var reasons = new List<string>();
        foreach (var node in nodes)
        {
            if ((WhyNot(pod, node, NodeLoad.Of(loads[node.Metadata.Name])) ?? neighbours.WhyNot(pod, node)) is { } reason)
                reasons.Add(reason);
            else
                fitting.Add(node);
        }

        return fitting.Count == 0
            ? Placement.Nowhere(reasons)
            : new Placement(
                fitting
                    .OrderBy(node => loads[node.Metadata.Name].Count(one => OwnerOf(one) == OwnerOf(pod)))
                    .ThenBy(node => Share(node, loads[node.Metadata.Name]))
                    .ThenBy(node => node.Metadata.Name, StringComparer.Ordinal)
                    .First()
                    .Metadata.Name
            );
    }

    /// <summary>The scheduler's message for why a pod does not fit on a node; null if it does.</summary>
    internal static string? WhyNot(Pod pod, Node node, NodeLoad load)
    {
        if (node.Spec.Unschedulable && !Tolerates(pod, new Taint { Key = "node.kubernetes.io/unschedulable", Effect = "NoSchedule" }))
            return "node(s) were unschedulable";
        if (node.Spec.Taints.FirstOrDefault(taint => taint.Effect is "NoSchedule" or "NoExecute" && !Tolerates(pod, taint)) is { } taint)
            return $"node(s) had untolerated taint {{{taint.Key}: {taint.Value}}}";
        if (!NodeAffinity.Fits(pod.Spec, node))
            return "node(s) didn't match Pod's node affinity/selector";
        if (load.Pods >= (Amount.Find(node.Status.Allocatable, "pods") ?? 110))
            return "Too many pods";
        if (Requests(pod, "cpu") > Room("cpu", load.Cpu))
            return "Insufficient cpu";
        return Requests(pod, "memory") > Room("memory", load.Memory) ? "Insufficient memory" : null;

        double Room(string resource, double taken) => (Amount.Find(node.Status.Allocatable, resource) ?? 0) - taken;
    }

    /// <summary>Whether a pod tolerates a taint.</summary>
    public static bool Tolerates(Pod pod, Taint taint) => pod.Spec.Tolerations.Any(toleration => Tolerates(toleration, taint));

    public static bool Tolerates(Toleration toleration, Taint taint) =>
        (toleration.Key.Length == 0 || toleration.Key == taint.Key)
        && (toleration.Effect.Length == 0 || toleration.Effect == taint.Effect)
        && (toleration.Operator == "Exists" || toleration.Value == taint.Value);

    /// <summary>A pod's resource request: the sum over its containers, or the maximum of its init containers.</summary>
    public static double Requests(Pod pod, string resource)
    {
        var (sidecars, largest) = (0.0, 0.0);
        foreach (var init in pod.Spec.InitContainers)
        {
            if (init.RestartPolicy == "Always")
                sidecars += Of(init);
            else
                largest = Math.Max(largest, sidecars + Of(init));
        }

        return Math.Max(largest, sidecars + pod.Spec.Containers.Sum(Of));

        double Of(Container container) => Amount.Find(container.Resources?.Requests, resource) ?? 0;
    }

    /// <summary>The CPU requests of a pod's long-running containers.</summary>
    public static double RunningCpu(Pod pod) =>
        pod
            .Spec.Containers.Concat(pod.Spec.InitContainers.Where(init => init.RestartPolicy == "Always"))
            .Sum(container => Amount.Find(container.Resources?.Requests, "cpu") ?? 0);

    private static double Share(Node node, IEnumerable<Pod> there) =>
        there.Sum(pod => Requests(pod, "cpu")) / Math.Max(0.001, Amount.Find(node.Status.Allocatable, "cpu") ?? 0);

    private static string OwnerOf(Pod pod) => pod.Metadata.OwnerReferences.FirstOrDefault()?.Uid ?? pod.Metadata.Uid;
}
