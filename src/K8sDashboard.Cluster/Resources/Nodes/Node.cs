using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>One Node: spec, capacity and conditions.</summary>
public sealed record Node : ClusterObject
{
    public Node() { }

    [SetsRequiredMembers]
    internal Node(ObjectMetadata metadata)
        : base(metadata) { }

    /// <summary>Cordoned: no new pods are scheduled.</summary>
    public bool Unschedulable { get; init; }

    public ImmutableArray<Taint> Taints { get; init; } = [];

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>Roles by kubectl's rule, from labels <c>node-role.kubernetes.io/…</c>, sorted.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    /// <summary>All addresses of the status in its order: a dual-stack node has two internal ones.</summary>
    public ImmutableArray<NodeAddress> Addresses { get; init; } = [];

    /// <summary>kubectl's INTERNAL-IP: the first one; empty where there is none.</summary>
    public string InternalIp => First("InternalIP");

    /// <summary>kubectl's EXTERNAL-IP: the first one; empty where there is none.</summary>
    public string ExternalIp => First("ExternalIP");

    public NodeCapacity Capacity { get; init; } = NodeCapacity.None;

    /// <summary>Allocatable resources; by the API's rule the capacity where unset.</summary>
    public NodeCapacity Allocatable { get; init; } = NodeCapacity.None;

    public string KubeletVersion { get; init; } = "";

    public string OsImage { get; init; } = "";

    public string Kernel { get; init; } = "";

    public string ContainerRuntime { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string PodCidr { get; init; } = "";

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    private string First(string type)
    {
        foreach (var address in Addresses)
            if (address.Type == type)
                return address.Text;
        return "";
    }
}

/// <summary>One address of a node.</summary>
/// <param name="Type"><c>InternalIP</c>, <c>ExternalIP</c>, <c>Hostname</c>, <c>InternalDNS</c> or <c>ExternalDNS</c>.</param>
/// <param name="Text">The IP address or the name.</param>
public sealed record NodeAddress(string Type, string Text);

public sealed record Taint(string Key, string Value, string Effect);

/// <summary>CPU in cores, memory and ephemeral storage in bytes, pods as a count.</summary>
public sealed record NodeCapacity(double? Cpu, double? Memory, double? EphemeralStorage, int? Pods)
{
    public static readonly NodeCapacity None = new(null, null, null, null);
}
