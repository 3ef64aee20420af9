using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The taint manager: evicts pods from nodes with a NoExecute taint, at once, or after their tolerationSeconds.</summary>
public sealed class TaintEvictions(ClusterState state, EventLog events)
{
    private const string NoExecute = "NoExecute";

    private readonly Dictionary<(string Node, string Key), DateTimeOffset> since = []; // one a taint

    public void Turn(DateTimeOffset now)
    {
        var tainted = state
            .List<Node>()
            .Where(node => node.Spec.Taints.Any(taint => taint.Effect == NoExecute))
            .ToDictionary(node => node.Metadata.Name, Taints);
        foreach (
            var gone in since
                .Keys.Where(one => !tainted.TryGetValue(one.Node, out var taints) || taints.TrueForAll(taint => taint.Key != one.Key))
                .ToList()
        )
            since.Remove(gone);
        if (tainted.Count == 0)
            return;
        foreach (var (node, taints) in tainted)
        {
            foreach (var taint in taints)
                since.TryAdd((node, taint.Key), now);
        }

        foreach (var pod in state.List<Pod>().Where(pod => tainted.ContainsKey(pod.Spec.NodeName) && Availability.IsActive(pod)))
        {
            if (tainted[pod.Spec.NodeName].TrueForAll(taint => now < Leaves(pod, taint)))
                continue;
            state.End(pod, now);
            events.Normal(
                pod,
                "TaintManagerEviction",
                $"Marking for deletion Pod {pod.Metadata.Namespace}/{pod.Metadata.Name}",
                "taint-eviction-controller",
                now
            );
        }
    }

    private static List<Taint> Taints(Node node) => [.. node.Spec.Taints.Where(taint => taint.Effect == NoExecute)];

    // The shortest tolerationSeconds applies; a toleration without it is unlimited.
    private DateTimeOffset Leaves(Pod pod, Taint taint)
    {
        var tolerations = pod.Spec.Tolerations.Where(one => Scheduler.Tolerates(one, taint)).ToList();
        if (tolerations.Count == 0)
            return DateTimeOffset.MinValue;
        var seconds = tolerations.Where(one => one.HasTolerationSeconds).Select(one => (long?)one.TolerationSeconds).Min();
        if (seconds is not { } limited)
            return DateTimeOffset.MaxValue;
        var (tainted, came) = (since[(pod.Spec.NodeName, taint.Key)], pod.Metadata.CreationTimestamp.At());
        return (tainted > came ? tainted : came).AddSeconds(Math.Max(0, limited));
    }
}
