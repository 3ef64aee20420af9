using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>One Node: what it is, what it can hold, how it says it is.</summary>
public sealed record Node : ClusterObject
{
    /// <summary>Cordoned: no new pods are placed here.</summary>
    public bool Unschedulable { get; init; }

    public ImmutableArray<Taint> Taints { get; init; } = [];

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>Roles as kubectl reads them from labels <c>node-role.kubernetes.io/…</c>, sorted.</summary>
    public ImmutableArray<string> Roles { get; init; } = [];

    public string InternalIp { get; init; } = "";

    public string ExternalIp { get; init; } = "";

    /// <summary>Every address of the status, of all types and in its order: a node of two IP families has two internal ones.</summary>
    public ImmutableArray<string> Addresses { get; init; } = [];

    public NodeCapacity Capacity { get; init; } = NodeCapacity.None;

    public NodeCapacity Allocatable { get; init; } = NodeCapacity.None;

    public string KubeletVersion { get; init; } = "";

    public string OsImage { get; init; } = "";

    public string Kernel { get; init; } = "";

    public string ContainerRuntime { get; init; } = "";

    public string Architecture { get; init; } = "";

    public string PodCidr { get; init; } = "";

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}

public sealed record Taint(string Key, string Value, string Effect);

/// <summary>CPU in cores, memory and ephemeral storage in bytes, pods as a count.</summary>
public sealed record NodeCapacity(double? Cpu, double? Memory, double? EphemeralStorage, int? Pods)
{
    public static readonly NodeCapacity None = new(null, null, null, null);
}
