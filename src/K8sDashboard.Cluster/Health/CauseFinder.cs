using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>Root cause analysis from the nodes up to the Services: a pod that a lower cause explains is not reported again.</summary>
internal sealed class CauseFinder
{
    private readonly ClusterSnapshot snapshot;
    private readonly DateTimeOffset now;
    private readonly RecentFailures failures;
    private readonly Dictionary<string, Verdict> brokenNodes;
    private readonly List<(Pod Pod, Verdict Verdict)> troubled;
    private readonly HashSet<string> explained = []; // uids of pods, bounded by the failing ones

    public CauseFinder(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        this.snapshot = snapshot;
        this.now = now;
        failures = RecentFailures.Of(snapshot, now);
        brokenNodes = snapshot
            .Nodes.Items.Select(node => (node.Name, Verdict: NodeHealth.Of(node, failures, now)))
            .Where(node => node.Verdict.NeedsAttention)
            .ToDictionary(node => node.Name, node => node.Verdict);
        troubled = [.. snapshot.Pods.Items.Select(pod => (pod, PodHealth.Of(pod, now))).Where(pair => IsTroubled(pair.pod, pair.Item2))];
    }

    /// <summary>The order matters: each step marks the pods that it explains.</summary>
    public List<Cause> Find() => [.. Nodes(), .. Deployments(), .. Pods(), .. Services()];

    private IEnumerable<Cause> Nodes()
    {
        var byNode = troubled.Where(pair => IsNodesFault(pair.Pod)).ToLookup(pair => pair.Pod.NodeName);
        foreach (var (name, verdict) in brokenNodes)
        {
            var node = snapshot.Nodes.Find(ObjectRef.ClusterScoped(name))!;
            foreach (var (pod, _) in byNode[name])
                explained.Add(pod.Uid);
            yield return new("Node", node.Ref, verdict, byNode[name].Count(), NodeHealth.Since(node, failures, now) ?? node.Created)
            {
                Rank = byNode[name].Select(pair => pair.Verdict.Level).Append(verdict.Level).Max(),
            };
        }
    }

    private IEnumerable<Cause> Deployments()
    {
        foreach (var deployment in snapshot.Deployments.Items)
        {
            var pods = Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods).ToList();
            var verdict = WorkloadHealth.Of(deployment, pods, now);
            if (!verdict.NeedsAttention || IsNodesFault(deployment, verdict, pods))
                continue;
            var mine = pods.Where(pod => PodHealth.Of(pod, now).NeedsAttention && explained.Add(pod.Uid)).ToList();
            yield return new("Deployment", deployment.Ref, verdict, mine.Count, Since(deployment, mine));
        }
    }

    /// <summary>Pods without another cause, grouped by controller and verdict code; pods without a controller one by one.</summary>
    private IEnumerable<Cause> Pods() =>
        troubled
            .Where(pair => !explained.Contains(pair.Pod.Uid) && pair.Verdict.NeedsAttention)
            .Select(pair =>
                (
                    pair.Pod,
                    pair.Verdict,
                    Subject: OwnerChain.Top(pair.Pod, snapshot) ?? new("Pod", pair.Pod.Ref),
                    Since: PodHealth.Since(pair.Pod, pair.Verdict, now)
                )
            )
            .GroupBy(pod => (pod.Subject, pod.Verdict.Code))
            .Select(group => new Cause(
                group.Key.Subject.Kind,
                group.Key.Subject.Ref,
                group.MinBy(pod => pod.Since).Verdict,
                group.Count(),
                group.Min(pod => pod.Since)
            )
            {
                IsOfPods = true,
            });

    /// <summary>Services with a broken selector, port or endpoint; failing pods explain the others.</summary>
    private IEnumerable<Cause> Services()
    {
        var index = new ServiceIndex(snapshot.Services.Items, snapshot);
        foreach (var service in snapshot.Services.Items)
        {
            var backends = index.Of(service);
            var verdict = ServiceHealth.Of(backends, now);
            if (!verdict.NeedsAttention || ServiceHealth.IsPodsFault(verdict))
                continue;
            yield return new("Service", service.Ref, verdict, 0, null);
        }
    }

    private bool IsTroubled(Pod pod, Verdict verdict) =>
        verdict.NeedsAttention || (IsDown(pod.NodeName) && !pod.IsReady && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed));

    /// <summary>A node under pressure still runs its pods: it explains only the pods that it evicted.</summary>
    private bool IsNodesFault(Pod pod) =>
        IsDown(pod.NodeName)
        || (PodFailure.IsEvicted(pod) && brokenNodes.TryGetValue(pod.NodeName, out var verdict) && NodeHealth.IsPressure(verdict));

    private bool IsDown(string node) => brokenNodes.TryGetValue(node, out var verdict) && verdict.Level == HealthLevel.Unhealthy;

    private bool IsNodesFault(Workload deployment, Verdict verdict, List<Pod> pods)
    {
        // All replicas are available again, and the past failure is reported by their node.
        if (
            verdict.Code == PodHealth.Evicted
            && deployment.Available >= deployment.Desired
            && pods.Where(PodFailure.IsEvicted).All(IsNodesFault)
        )
            return true;
        var unready = pods.Where(pod => pod.Deleted is null && !pod.IsReady).ToList();
        var lost = pods.Count(pod => IsDown(pod.NodeName));
        return lost > 0 && unready.TrueForAll(pod => IsDown(pod.NodeName)) && lost >= deployment.Desired - deployment.Available;
    }

    private DateTimeOffset? Since(Workload deployment, List<Pod> pods) =>
        deployment.Condition("Available") is { Status: ConditionStatus.False, Since: { } since } ? since
        : pods.Count > 0 ? pods.Min(pod => PodHealth.Since(pod, PodHealth.Of(pod, now), now))
        : deployment.Condition("Progressing")?.Since;
}
