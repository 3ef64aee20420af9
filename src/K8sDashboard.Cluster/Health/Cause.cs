using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>A root cause in <em>Needs attention</em>, and how many pods it affects.</summary>
/// <param name="Kind"><c>Node</c>, <c>Deployment</c>, <c>Pod</c> or <c>Service</c>; for pods of another controller its kind.</param>
/// <param name="Ref">The object.</param>
/// <param name="Verdict">Its health.</param>
/// <param name="Pods">The number of failing pods that this cause explains.</param>
/// <param name="Since">Since when; null where unknown.</param>
public sealed record Cause(string Kind, ObjectRef Ref, Verdict Verdict, int Pods, DateTimeOffset? Since)
{
    /// <summary>How long a cause counts as new.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The verdict is aggregated from the object's pods: the object itself may be healthy, as a Deployment whose evicted pods were
    /// replaced.
    /// </summary>
    public bool IsOfPods { get; init; }

    /// <summary><see cref="Since"/> is a lower bound of the age: the cause was present at the first observation.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>
    /// The worst level under this cause, for the ranking: a node under pressure ranks above the pods that it evicted.
    /// </summary>
    public HealthLevel Rank { get; init; } = Verdict.Level;

    /// <summary>The kind of object in the headline's counts.</summary>
    public CauseGroup Group =>
        Kind switch
        {
            "Node" => CauseGroup.Node,
            "Deployment" when !IsOfPods => CauseGroup.Deployment,
            "Service" => CauseGroup.Service,
            _ => CauseGroup.Pod,
        };

    public bool IsNew(DateTimeOffset now) => !IsAtLeast && Since is { } since && now - since < NewFor && !ClockSkew.IsFuture(since, now);
}

/// <summary>In the order of dependency: lower kinds break higher ones.</summary>
public enum CauseGroup
{
    Node,
    Deployment,
    Pod,
    Service,
}
