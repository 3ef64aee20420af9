using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>One Pod as its row needs it; probes, environment, volumes and so on are read fresh for its page.</summary>
public sealed record Pod : ClusterObject
{
    private readonly PackedTime started;
    private readonly PackedAddress address = new("");

    /// <summary>The node it is bound to; empty while it is not scheduled.</summary>
    public string NodeName { get; init; } = "";

    public PodPhase Phase { get; init; }

    /// <summary><c>status.reason</c>, for example <c>Evicted</c> or <c>NodeLost</c>; empty where the API server gives none.</summary>
    public string Reason { get; init; } = "";

    /// <summary><c>status.message</c>; for an evicted pod the words of the kubelet.</summary>
    public string Message { get; init; } = "";

    public string PodIp
    {
        get => address.ToString();
        init => address = new(value);
    }

    /// <summary>The pod shares the node's network: its network counters are the node's.</summary>
    public bool HostNetwork { get; init; }

    public DateTimeOffset? Started
    {
        get => started.Value;
        init => started = new(value);
    }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The containers of the spec in its order, each with its status where the kubelet has reported one.</summary>
    public ImmutableArray<Container> Containers { get; init; } = [];

    /// <summary>Init containers; those with <see cref="ContainerTemplate.RestartsAlways"/> are sidecars, which go on beside the app.</summary>
    public ImmutableArray<Container> InitContainers { get; init; } = [];

    /// <summary>Condition types that must be true, beside ready containers, before the pod counts as ready.</summary>
    public ImmutableArray<string> ReadinessGates { get; init; } = [];

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>The pod's <c>Ready</c> condition is true.</summary>
    public bool IsReady => Condition("Ready")?.Status == ConditionStatus.True;
}

/// <summary>Kubernetes' five pod phases.</summary>
public enum PodPhase { Unknown, Pending, Running, Succeeded, Failed }
