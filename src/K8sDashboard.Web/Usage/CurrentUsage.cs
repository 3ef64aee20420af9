using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Resources.Nodes;

namespace K8sDashboard.Web.Usage;

/// <summary>
/// CPU, memory and disk usage of lists: from Prometheus, with metrics-server as the fallback; the list then shows that, and why.
/// </summary>
public sealed class CurrentUsage(PodUsage podReadings, NodeUsage nodeReadings, ResourceMetrics metrics)
{
    /// <summary>Up to this number of namespaces is queried individually; more by one query over the whole cluster.</summary>
    private const int FewNamespaces = 3;

    /// <summary>The usage of each group of pods.</summary>
    /// <param name="view">Has the user.</param>
    /// <param name="question">The metric and time, and whether one end of the order is sufficient.</param>
    /// <param name="groups">The rows' pods.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    public async Task<UsageAnswer<ObjectRef>> OfPodsAsync(
        ClusterView view,
        UsageQuery<ObjectRef> question,
        IReadOnlyCollection<PodGroup<ObjectRef>> groups,
        CancellationToken cancellation
    )
    {
        var answer = await podReadings.LoadAsync(question.UsageMetric, groups, question.At, question.Only, cancellation);
        if (WhyNot(answer) is not { } why)
            return answer;
        var started = groups.SelectMany(group => group.Pods).Distinct().ToDictionary(pod => pod.Labels, pod => pod.Started);
        var namespaces = started.Keys.Select(pod => pod.Namespace).Distinct(StringComparer.Ordinal).ToList();
        var use = new Dictionary<PodName, double>();
        foreach (var one in namespaces.Count > FewNamespaces ? [""] : namespaces)
        {
            if (await metrics.PodsAsync(view.Actor, one, question.At, cancellation) is not ResourceUsageAnswer.Known known)
                return answer;
            foreach (var (pod, measured) in known.Of)
            {
                var name = new PodName(pod.Namespace, pod.Name);
                // Samples from before the pod's start are of an earlier pod of the same name.
                if (started.TryGetValue(name, out var since) && !(measured.At < since))
                    use[name] = Amount(question.UsageMetric, measured);
            }
        }

        return new UsageAnswer<ObjectRef>.Known(PodUsage.Of(groups, use, question.Only is not null), [FallbackNote(why)]);
    }

    /// <summary>The used share of each node; disk usage is available from Prometheus only.</summary>
    public async Task<UsageAnswer<ObjectRef>> OfNodesAsync(ClusterView view, UsageQuery<ObjectRef> question, CancellationToken cancellation)
    {
        var nodes = NodeSubjects.Of(view.Snapshot, question.Keys);
        var answer = await nodeReadings.LoadAsync(
            question.UsageMetric,
            nodes,
            question.At,
            cancellation,
            NodeSubjects.AllOf(view.Snapshot)
        );
        if (question.UsageMetric is UsageMetric.Disk || WhyNot(answer) is not { } why)
            return answer;
        return await metrics.NodesAsync(view.Actor, question.At, cancellation) is ResourceUsageAnswer.Known known
            ? new UsageAnswer<ObjectRef>.Known(
                question.Keys.ToImmutableDictionary(
                    key => key,
                    key => Share(view.Snapshot.Nodes.Find(key), question.UsageMetric, known.Of)
                ),
                [FallbackNote(why)]
            )
            : answer;
    }

    private static UsageState Share(Node? node, UsageMetric metric, ImmutableDictionary<ObjectRef, ResourceUsage> known) =>
        node is not null && known.TryGetValue(node.Ref, out var use) && Whole(metric, node.Capacity) is > 0 and var whole
            ? new UsageState.Value(Amount(metric, use) / whole)
            : new UsageState.NoData("metrics-server has no figures of this node.");

    private static double? Whole(UsageMetric metric, NodeCapacity capacity) => metric is UsageMetric.Cpu ? capacity.Cpu : capacity.Memory;

    private static double Amount(UsageMetric metric, ResourceUsage use) => metric is UsageMetric.Cpu ? use.Cores : use.Bytes;

    private static string? WhyNot(UsageAnswer<ObjectRef> answer) =>
        answer switch
        {
            UsageAnswer<ObjectRef>.NotScraped none => none.Message,
            UsageAnswer<ObjectRef>.Unavailable none => none.Message,
            _ => null,
        };

    private static string FallbackNote(string why) => $"by metrics-server, which has no history. {why}";
}
