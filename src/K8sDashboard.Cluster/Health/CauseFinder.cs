using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>Walks from the nodes up to the Services; what a lower cause explains is not told again above it.</summary>
internal sealed class CauseFinder
{
    private readonly ClusterSnapshot snapshot;
    private readonly DateTimeOffset now;
    private readonly Dictionary<string, Verdict> brokenNodes;
    private readonly List<(Pod Pod, Verdict Verdict)> troubled;
    private readonly HashSet<string> explained = []; // uids of pods, at most those in trouble

    public CauseFinder(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        this.snapshot = snapshot;
        this.now = now;
        brokenNodes = snapshot.Nodes.Items
            .Select(node => (node.Name, Verdict: NodeHealth.Of(node)))
            .Where(node => node.Verdict.NeedsAttention)
            .ToDictionary(node => node.Name, node => node.Verdict);
        troubled = [.. snapshot.Pods.Items.Select(pod => (pod, PodHealth.Of(pod, now))).Where(pair => IsTroubled(pair.pod, pair.Item2))];
    }

    /// <summary>The order matters: each step marks the pods that it explained.</summary>
    public List<Cause> Find() => [.. Nodes(), .. Deployments(), .. Pods(), .. Services()];

    private IEnumerable<Cause> Nodes()
    {
        var byNode = troubled.Where(pair => IsDown(pair.Pod.NodeName)).ToLookup(pair => pair.Pod.NodeName);
        foreach (var (name, verdict) in brokenNodes)
        {
            var node = snapshot.Nodes.Find(ObjectRef.ClusterScoped(name))!;
            foreach (var (pod, _) in byNode[name]) explained.Add(pod.Uid);
            yield return new("Node", node.Ref, verdict, byNode[name].Count(), NodeHealth.Since(node));
        }
    }

    private IEnumerable<Cause> Deployments()
    {
        foreach (var deployment in snapshot.Deployments.Items)
        {
            var pods = Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods).ToList();
            var verdict = WorkloadHealth.Of(deployment, pods, now);
            if (!verdict.NeedsAttention || IsNodesFault(deployment, pods)) continue;
            var mine = pods.Where(pod => PodHealth.Of(pod, now).NeedsAttention && explained.Add(pod.Uid)).ToList();
            yield return new("Deployment", deployment.Ref, verdict, mine.Count, Since(deployment, mine));
        }
    }

    /// <summary>Pods of other controllers, a line per controller and trouble; pods of nobody, a line each.</summary>
    private IEnumerable<Cause> Pods() => troubled
        .Where(pair => !explained.Contains(pair.Pod.Uid) && pair.Verdict.NeedsAttention)
        .GroupBy(pair => (Owner: pair.Pod.Owner?.Uid ?? pair.Pod.Uid, pair.Verdict.Code))
        .Select(group => group.OrderBy(pair => PodHealth.Since(pair.Pod)).ToList())
        .Select(group => group is [{ Pod: var pod, Verdict: var verdict }]
            ? new Cause("Pod", pod.Ref, verdict, 1, PodHealth.Since(pod))
            : new Cause(group[0].Pod.Owner!.Kind, group[0].Pod.Ref with { Name = group[0].Pod.Owner!.Name }, group[0].Verdict, group.Count, PodHealth.Since(group[0].Pod)));

    /// <summary>Services whose own wiring is broken; one whose pods are in trouble is explained by them.</summary>
    private IEnumerable<Cause> Services()
    {
        var index = new ServiceIndex(snapshot.Services.Items, snapshot);
        foreach (var service in snapshot.Services.Items)
        {
            var backends = index.Of(service);
            var verdict = ServiceHealth.Of(backends, now);
            if (!verdict.NeedsAttention || IsPodsFault(verdict)) continue;
            yield return new("Service", service.Ref, verdict, 0, null);
        }
    }

    private bool IsTroubled(Pod pod, Verdict verdict) =>
        verdict.NeedsAttention || (IsDown(pod.NodeName) && !pod.IsReady && pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed));

    /// <summary>A node under pressure still runs its pods; only one that is down explains their trouble.</summary>
    private bool IsDown(string node) => brokenNodes.TryGetValue(node, out var verdict) && verdict.Level == HealthLevel.Unhealthy;

    private bool IsNodesFault(Workload deployment, List<Pod> pods)
    {
        var unready = pods.Where(pod => pod.Deleted is null && !pod.IsReady).ToList();
        var lost = pods.Count(pod => IsDown(pod.NodeName));
        return lost > 0 && unready.TrueForAll(pod => IsDown(pod.NodeName)) && lost >= deployment.Desired - deployment.Available;
    }

    private static bool IsPodsFault(Verdict verdict) => verdict.Code == "none-ready";

    private static DateTimeOffset? Since(Workload deployment, List<Pod> pods) =>
        deployment.Condition("Available") is { Status: ConditionStatus.False, Since: { } since } ? since
        : pods.Count > 0 ? pods.Min(PodHealth.Since)
        : deployment.Condition("Progressing")?.Since;
}
