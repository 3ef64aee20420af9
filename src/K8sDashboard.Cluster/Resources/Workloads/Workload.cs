using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>
/// A controller of replicated pods: Deployment, ReplicaSet, StatefulSet. One type for all, since kubectl's columns, the health rules and
/// the rollout view use the same fields.
/// </summary>
public sealed record Workload : ClusterObject
{
    private readonly PackedTime progressed;

    public Workload() { }

    [SetsRequiredMembers]
    internal Workload(ObjectMetadata metadata, ResourceType type)
        : base(metadata) => Type = type;

    public required ResourceType Type { get; init; }

    /// <summary><c>metadata.generation</c>: incremented by each change of the spec.</summary>
    public long Generation { get; init; }

    /// <summary><c>status.observedGeneration</c>: where it is less than <see cref="Generation"/>, the status below is stale.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary><c>spec.replicas</c>.</summary>
    public int Desired { get; init; }

    /// <summary><c>status.replicas</c>: existing pods.</summary>
    public int Current { get; init; }

    public int Updated { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public bool Paused { get; init; }

    /// <summary><c>spec.selector.matchLabels</c>: its pods match these and <see cref="SelectorExpressions"/>.</summary>
    public Labels Selector { get; init; } = Labels.None;

    /// <summary><c>spec.selector.matchExpressions</c>.</summary>
    public ImmutableArray<SelectorExpression> SelectorExpressions { get; init; } = [];

    /// <summary>The labels of the pod template, which Services select by.</summary>
    public Labels TemplateLabels { get; init; } = Labels.None;

    /// <summary>Containers of the pod template.</summary>
    public ImmutableArray<ContainerTemplate> Containers { get; init; } = [];

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The revision, from <c>deployment.kubernetes.io/revision</c>; 0 where there is none.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// The first revision of a ReplicaSet's template, from <c>deployment.kubernetes.io/revision-history</c>; 0 where it is
    /// <see cref="Revision"/>.
    /// </summary>
    public long FirstRevision { get; init; }

    /// <summary><c>kubernetes.io/change-cause</c>; empty where unset.</summary>
    public string ChangeCause { get; init; } = "";

    /// <summary>
    /// <c>lastUpdateTime</c> of the <c>Progressing</c> condition: a rollout updates it, a scaling does not. Null where unset.
    /// </summary>
    public DateTimeOffset? Progressed
    {
        get => progressed.Value;
        init => progressed = new(value);
    }

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}
