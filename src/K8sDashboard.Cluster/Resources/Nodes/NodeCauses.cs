using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>Broken nodes as root causes; each explains its failing pods.</summary>
internal static class NodeCauses
{
    public static IEnumerable<Cause> Find(CauseContext context)
    {
        var byNode = context.FailingPods.Where(failing => context.IsNodesFault(failing.Pod)).ToLookup(failing => failing.Pod.NodeName);
        foreach (var (name, verdict) in context.BrokenNodes)
        {
            var node = context.Snapshot.Nodes.Find(ObjectRef.ClusterScoped(name))!;
            foreach (var (pod, _) in byNode[name])
                context.Explain(pod);
            var since = NodeHealth.Since(node, context.Failures, context.Now) ?? node.Created;
            yield return new(NodeResource.Type, node.Ref, verdict, byNode[name].Count(), since)
            {
                Rank = byNode[name].Select(failing => failing.Verdict.Level).Append(verdict.Level).Max(),
            };
        }
    }
}
