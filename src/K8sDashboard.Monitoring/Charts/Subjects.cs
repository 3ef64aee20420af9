namespace K8sDashboard.Monitoring.Charts;

/// <summary>A node, with all its possible identifiers in the labels of a target.</summary>
public sealed record NodeSubject(string Name, string InternalIp)
{
    public string ExternalIp { get; init; } = "";

    /// <summary>All addresses of the node, of any type, including host names.</summary>
    public NameSet Addresses { get; init; } = NameSet.Empty;

    /// <summary>The node's label <c>kubernetes.io/hostname</c>, where it differs from the node's name.</summary>
    public string HostName { get; init; } = Name;

    /// <summary>The pods on this node, as <c>namespace/name</c>: one of them may be its node-exporter.</summary>
    public NameSet Pods { get; init; } = NameSet.Empty;

    /// <summary>Possible hosts in a target's <c>instance</c>, the most reliable first.</summary>
    internal IEnumerable<string> Hosts =>
        new[] { InternalIp, ExternalIp }.Concat(Addresses.Names).Append(HostName).Append(Name).Where(host => host.Length > 0);
}

/// <summary>One pod. With <paramref name="HostNetwork"/> its network counters are the whole node's.</summary>
public sealed record PodSubject(string Namespace, string Name, bool HostNetwork = false);

/// <summary>The current pods of a workload, by the API server.</summary>
public sealed record WorkloadSubject(string Namespace, NameSet Pods, bool HostNetwork = false);
