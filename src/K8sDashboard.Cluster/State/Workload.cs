using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// A controller that keeps a number of pods alike: Deployment, ReplicaSet and, later, their siblings. One shape serves all,
/// since kubectl's columns, the health rules and the rollout view read the same numbers.
/// </summary>
public sealed record Workload : ClusterObject
{
    private readonly PackedTime progressed;

    public required WorkloadKind Kind { get; init; }

    /// <summary><c>metadata.generation</c>: counts changes of the spec.</summary>
    public long Generation { get; init; }

    /// <summary>The last generation its controller has acted on; behind <see cref="Generation"/> the numbers below are of the past.</summary>
    public long ObservedGeneration { get; init; }

    /// <summary><c>spec.replicas</c>.</summary>
    public int Desired { get; init; }

    /// <summary><c>status.replicas</c>: pods that exist.</summary>
    public int Current { get; init; }

    public int Updated { get; init; }

    public int Ready { get; init; }

    public int Available { get; init; }

    public bool Paused { get; init; }

    /// <summary>
    /// <c>spec.selector.matchLabels</c>: every pod of it carries these labels, and fits <see cref="SelectorExpressions"/> as well.
    /// </summary>
    public Labels Selector { get; init; } = Labels.None;

    /// <summary><c>spec.selector.matchExpressions</c>.</summary>
    public ImmutableArray<SelectorExpression> SelectorExpressions { get; init; } = [];

    /// <summary>The labels of the pods that it makes: what Services select.</summary>
    public Labels TemplateLabels { get; init; } = Labels.None;

    /// <summary>Containers of the pod template.</summary>
    public ImmutableArray<ContainerTemplate> Containers { get; init; } = [];

    public ImmutableArray<Condition> Conditions { get; init; } = [];

    /// <summary>The rollout's number, from <c>deployment.kubernetes.io/revision</c>; 0 where there is none.</summary>
    public long Revision { get; init; }

    /// <summary>
    /// The number that a ReplicaSet's template had first, from <c>deployment.kubernetes.io/revision-history</c>; 0 where it had no other
    /// than <see cref="Revision"/>.
    /// </summary>
    public long FirstRevision { get; init; }

    /// <summary><c>kubernetes.io/change-cause</c>; empty where nobody wrote one.</summary>
    public string ChangeCause { get; init; } = "";

    /// <summary>Seconds a rollout may stand still before it counts as failed; null where unlimited or not a Deployment.</summary>
    public int? ProgressDeadline { get; init; }

    /// <summary>
    /// When the controller last wrote the <c>Progressing</c> condition (<c>lastUpdateTime</c>): a scale does not move it, a rollout does.
    /// Null where it is not told.
    /// </summary>
    public DateTimeOffset? Progressed
    {
        get => progressed.Value;
        init => progressed = new(value);
    }

    public Condition? Condition(string type) => Conditions.FirstOrDefault(condition => condition.Type == type);
}

public enum WorkloadKind
{
    Deployment,
    ReplicaSet,
    StatefulSet,
}
