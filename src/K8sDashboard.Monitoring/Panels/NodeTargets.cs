namespace K8sDashboard.Monitoring.Panels;

/// <summary>Finds which scraped target is of which node. Installations label their targets differently, so the surest sign wins.</summary>
internal static class NodeTargets
{
    /// <summary>The labels of the node's target among those of all nodes; null where none is surely of this node.</summary>
    public static LabelSet? Find(NodeSubject node, IEnumerable<LabelSet> targets)
    {
        var all = targets.OrderBy(target => target["job"], StringComparer.Ordinal).ToList();
        return all.FirstOrDefault(target => target["node"] == node.Name || target["kubernetes_node"] == node.Name)
            ?? all.FirstOrDefault(target => target["pod"] is not "" && node.Pods.Contains($"{target["namespace"]}/{target["pod"]}"))
            ?? all.FirstOrDefault(target => IsAddressOf(node, Host(target["instance"])))
            ?? all.FirstOrDefault(target => target["kubernetes_io_hostname"] is not "" and var host && host == node.HostName)
            ?? ByKernelName(node, all);
    }

    // The kernel's host name need not be the node's name, and several machines may share one ("vm"): only if it is the only one.
    private static LabelSet? ByKernelName(NodeSubject node, List<LabelSet> all)
    {
        var named = all.Where(target => target["nodename"] == node.Name || target["nodename"] == node.HostName).ToList();
        return named.Count == 1 && named[0]["nodename"] is not "" ? named[0] : null;
    }

    private static bool IsAddressOf(NodeSubject node, string host) =>
        host is not "" && (host == node.InternalIp || host == node.ExternalIp || host == node.HostName || host == node.Name);

    /// <summary><c>10.0.0.5:9100</c>, <c>[fd00::5]:9100</c> and <c>node1</c> without port and brackets.</summary>
    private static string Host(string instance)
    {
        if (instance.StartsWith('[')) return instance[1..].Split(']')[0];
        var colon = instance.LastIndexOf(':');
        return colon < 0 || instance.IndexOf(':') != colon ? instance : instance[..colon];
    }
}
