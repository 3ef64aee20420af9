using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>Unhealthy Deployments as root causes, unless a node explains all of it.</summary>
internal static class DeploymentCauses
{
    public static IEnumerable<Cause> Find(CauseContext context)
    {
        var (snapshot, now) = (context.Snapshot, context.Now);
        foreach (var deployment in snapshot.Deployments.Items)
        {
            var pods = Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods).ToList();
            var verdict = WorkloadHealth.Of(deployment, pods, now);
            if (!verdict.NeedsAttention || IsNodesFault(deployment, verdict, pods, context))
                continue;
            var mine = pods.Where(pod => PodHealth.Of(pod, now).NeedsAttention && context.Explain(pod)).ToList();
            yield return new(DeploymentResource.Type, deployment.Ref, verdict, mine.Count, Since(deployment, mine, now));
        }
    }

    private static bool IsNodesFault(Workload deployment, Verdict verdict, List<Pod> pods, CauseContext context)
    {
        // All replicas are available again, and the past failure is reported by their node.
        if (
            verdict.Code == PodHealth.Evicted
            && deployment.Available >= deployment.Desired
            && pods.Where(PodFailure.IsEvicted).All(context.IsNodesFault)
        )
            return true;
        var unready = pods.Where(pod => pod.Deleted is null && !pod.IsReady).ToList();
        var lost = pods.Count(pod => context.IsDown(pod.NodeName));
        return lost > 0 && unready.TrueForAll(pod => context.IsDown(pod.NodeName)) && lost >= deployment.Desired - deployment.Available;
    }

    private static DateTimeOffset? Since(Workload deployment, List<Pod> pods, DateTimeOffset now) =>
        deployment.Condition("Available") is { Status: ConditionStatus.False, Since: { } since } ? since
        : pods.Count > 0 ? pods.Min(pod => PodHealth.Since(pod, PodHealth.Of(pod, now), now))
        : deployment.Condition("Progressing")?.Since;
}
