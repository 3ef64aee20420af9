using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>One Pod as its row needs it; probes, environment, volumes and so on are read fresh for its page.</summary>
public sealed record Pod : ClusterObject
{
    private readonly PackedTime started;
    private readonly PackedAddress address = new("");
    private readonly PodExtras extras = PodExtras.None;

    /// <summary>The node it is bound to; empty while it is not scheduled.</summary>
    public string NodeName { get; init; } = "";

    public PodPhase Phase { get; init; }

    /// <summary><c>status.reason</c>, for example <c>Evicted</c> or <c>NodeLost</c>; empty where the API server gives none.</summary>
    public string Reason
    {
        get => extras.Reason;
        init => extras = value == extras.Reason ? extras : extras with { Reason = value };
    }

    /// <summary><c>status.message</c>; for an evicted pod the words of the kubelet.</summary>
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

    /// <summary>The addresses beside <see cref="PodIp"/>: of a pod of two IP families the second.</summary>
    public ImmutableArray<string> OtherIps
    {
        get => extras.OtherIps;
        init => extras = value.IsEmpty && extras.OtherIps.IsEmpty ? extras : extras with { OtherIps = value };
    }

    /// <summary>Every address of the pod, the first being kubectl's IP.</summary>
    public IEnumerable<string> PodIps => PodIp.Length == 0 ? OtherIps : OtherIps.Prepend(PodIp);

    /// <summary>Whether containers that ended are started again.</summary>
    public RestartPolicy RestartPolicy { get; init; }

    /// <summary>
    /// Of a pod that is being deleted, how long its containers get to end; <see cref="ClusterObject.Deleted"/> is when that time is over
    /// (<c>metadata.deletionTimestamp</c> is the moment of the request plus this).
    /// </summary>
    public TimeSpan? DeletionGracePeriod
    {
        get => extras.DeletionGracePeriod;
        init => extras = value == extras.DeletionGracePeriod ? extras : extras with { DeletionGracePeriod = value };
    }

    /// <summary>When its deletion was asked for; null while nobody did.</summary>
    public DateTimeOffset? DeletionRequested => Deleted - (DeletionGracePeriod ?? TimeSpan.Zero);

    /// <summary>
    /// Of a pod that is being deleted, the finalizers that keep the API server from removing it; of any other they are not read.
    /// </summary>
    public ImmutableArray<string> Finalizers
    {
        get => extras.Finalizers;
        init => extras = value.IsEmpty && extras.Finalizers.IsEmpty ? extras : extras with { Finalizers = value };
    }

    /// <summary><c>spec.overhead</c>: what its RuntimeClass takes beside the containers.</summary>
    public Resources Overhead
    {
        get => extras.Overhead;
        init => extras = value == extras.Overhead ? extras : extras with { Overhead = value };
    }

    /// <summary><c>spec.resources.requests</c>: of the pod as a whole, where the API server serves them (Kubernetes 1.32).</summary>
    public Resources Requests
    {
        get => extras.Requests;
        init => extras = value == extras.Requests ? extras : extras with { Requests = value };
    }

    /// <summary><c>spec.resources.limits</c>.</summary>
    /// <inheritdoc cref="Requests"/>
    public Resources Limits
    {
        get => extras.Limits;
        init => extras = value == extras.Limits ? extras : extras with { Limits = value };
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
public enum PodPhase
{
    Unknown,
    Pending,
    Running,
    Succeeded,
    Failed,
}

/// <summary><c>spec.restartPolicy</c>; a byte, since there is one in every pod.</summary>
public enum RestartPolicy : byte
{
    Always,
    OnFailure,
    Never,
}
