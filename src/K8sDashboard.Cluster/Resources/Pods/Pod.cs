using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The cached fields of a Pod, for its row; probes, environment, volumes and so on are read live for its page.</summary>
public sealed record Pod : ClusterObject
{
    private readonly PackedTime started;
    private readonly PackedAddress address = new("");
    private readonly PodExtras extras = PodExtras.None;

    public Pod() { }

    [SetsRequiredMembers]
    internal Pod(ObjectMetadata metadata)
        : base(metadata) { }

    /// <summary>The node it is bound to; empty while unscheduled.</summary>
    public string NodeName { get; init; } = "";

    public PodPhase Phase { get; init; }

    /// <summary><c>status.reason</c>, for example <c>Evicted</c> or <c>NodeLost</c>; empty where unset.</summary>
    public string Reason
    {
        get => extras.Reason;
        init => extras = value == extras.Reason ? extras : extras with { Reason = value };
    }

    /// <summary><c>status.message</c>; for an evicted pod the kubelet's message.</summary>
    public string Message
    {
        get => extras.Message;
        init => extras = value == extras.Message ? extras : extras with { Message = value };
    }

    public string PodIp
    {
        get => address.ToString();
        init => address = new(value);
    }

    /// <summary>The addresses besides <see cref="PodIp"/>: the second one of a dual-stack pod.</summary>
    public ImmutableArray<string> OtherIps
    {
        get => extras.OtherIps;
        init => extras = value.IsEmpty && extras.OtherIps.IsEmpty ? extras : extras with { OtherIps = value };
    }

    /// <summary>All addresses of the pod, the first being kubectl's IP.</summary>
    public IEnumerable<string> PodIps => PodIp.Length == 0 ? OtherIps : OtherIps.Prepend(PodIp);

    /// <summary>Whether terminated containers are restarted.</summary>
    public RestartPolicy RestartPolicy { get; init; }

    /// <summary>
    /// <c>metadata.deletionGracePeriodSeconds</c> of a pod that is being deleted; <see cref="ClusterObject.Deleted"/> is its end
    /// (<c>metadata.deletionTimestamp</c> is the time of the request plus the grace period).
    /// </summary>
    public TimeSpan? DeletionGracePeriod
    {
        get => extras.DeletionGracePeriod;
        init => extras = value == extras.DeletionGracePeriod ? extras : extras with { DeletionGracePeriod = value };
    }

    /// <summary>When the deletion was requested; null where it was not.</summary>
    public DateTimeOffset? DeletionRequested => Deleted - (DeletionGracePeriod ?? TimeSpan.Zero);

    /// <summary>The finalizers that delay the removal of a pod that is being deleted; empty for any other.</summary>
    public ImmutableArray<string> Finalizers
    {
        get => extras.Finalizers;
        init => extras = value.IsEmpty && extras.Finalizers.IsEmpty ? extras : extras with { Finalizers = value };
    }

    /// <summary><c>spec.overhead</c> of its RuntimeClass.</summary>
    public ResourceList Overhead
    {
        get => extras.Overhead;
        init => extras = value == extras.Overhead ? extras : extras with { Overhead = value };
    }

    /// <summary><c>spec.resources.requests</c>: pod-level resources, where the API server supports them (Kubernetes 1.32).</summary>
    public ResourceList Requests
    {
        get => extras.Requests;
        init => extras = value == extras.Requests ? extras : extras with { Requests = value };
    }

    /// <summary><c>spec.resources.limits</c>.</summary>
    /// <inheritdoc cref="Requests"/>
    public ResourceList Limits
    {
        get => extras.Limits;
        init => extras = value == extras.Limits ? extras : extras with { Limits = value };
    }

    /// <summary>hostNetwork: its network metrics are the node's.</summary>
    public bool HostNetwork { get; init; }

    public DateTimeOffset? Started
    {
        get => started.Value;
        init => started = new(value);
    }

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The containers in spec order, each with its status where reported.</summary>
    public ImmutableArray<Container> Containers { get; init; } = [];

    /// <summary>Init containers; those with <see cref="ContainerTemplate.RestartsAlways"/> are sidecars.</summary>
    public ImmutableArray<Container> InitContainers { get; init; } = [];

    /// <summary>Readiness gates: condition types that must be true before the pod is ready.</summary>
    public ImmutableArray<string> ReadinessGates { get; init; } = [];

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);

    /// <summary>The pod's <c>Ready</c> condition is true.</summary>
    public bool IsReady => Condition("Ready")?.Status == ConditionStatus.True;
}

/// <summary>Kubernetes' five pod phases.</summary>
public enum PodPhase
{
    Unknown,
    Pending,
    Running,
    Succeeded,
    Failed,
}

/// <summary><c>spec.restartPolicy</c>; a byte to save memory.</summary>
public enum RestartPolicy : byte
{
    Always,
    OnFailure,
    Never,
}
