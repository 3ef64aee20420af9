namespace K8sDashboard.Monitoring.Charts;

/// <summary>
/// Matches scraped targets to nodes. Installations label their targets differently, so that the most reliable label wins. Indexed once for
/// many nodes: each lookup is by key.
/// </summary>
internal sealed class NodeTargets
{
    private readonly Dictionary<string, LabelSet> byNode = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelSet> byPod = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelSet> byHost = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LabelSet> byHostNameLabel = new(StringComparer.Ordinal);
    private readonly ILookup<string, LabelSet> byKernelName;

    public NodeTargets(IEnumerable<LabelSet> targets)
    {
        var all = targets.OrderBy(target => target["job"], StringComparer.Ordinal).ToList();
        foreach (var target in all)
        {
            Add(byNode, target["node"], target);
            Add(byNode, target["kubernetes_node"], target);
            if (target["pod"] is not "")
                Add(byPod, $"{target["namespace"]}/{target["pod"]}", target);
            Add(byHost, TargetHost.Of(target["instance"]), target);
            Add(byHostNameLabel, target["kubernetes_io_hostname"], target);
        }

        byKernelName = all.Where(target => target["nodename"] is not "").ToLookup(target => target["nodename"]);
    }

    /// <summary>The labels of the node's target; null where no target is certainly this node's.</summary>
    public LabelSet? Find(NodeSubject node) =>
        byNode.GetValueOrDefault(node.Name)
        ?? OfPodOn(node)
        ?? node.Hosts.Select(host => byHost.GetValueOrDefault(TargetHost.Canonical(host))).FirstOrDefault(target => target is not null)
        ?? byHostNameLabel.GetValueOrDefault(node.HostName)
        ?? ByKernelName(node);

    private LabelSet? OfPodOn(NodeSubject node) =>
        byPod.Count == 0 ? null : node.Pods.Names.Select(pod => byPod.GetValueOrDefault(pod)).FirstOrDefault(target => target is not null);

    // The kernel's host name may differ from the node's name, and several machines may share one ("vm"): only where it is unique.
    private LabelSet? ByKernelName(NodeSubject node)
    {
        var named = byKernelName[node.Name].Union(byKernelName[node.HostName]).ToList();
        return named.Count == 1 ? named[0] : null;
    }

    private static void Add(Dictionary<string, LabelSet> targets, string key, LabelSet target)
    {
        if (key.Length > 0)
            targets.TryAdd(key, target);
    }
}
