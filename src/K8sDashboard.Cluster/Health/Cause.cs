using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>A root cause in <em>Needs attention</em>, and how many pods it affects.</summary>
/// <param name="Type">The object's type; for pods of a controller the controller's.</param>
/// <param name="Ref">The object.</param>
/// <param name="Verdict">Its health.</param>
/// <param name="Pods">The number of failing pods that this cause explains.</param>
/// <param name="Since">Since when; null where unknown.</param>
public sealed record Cause(ResourceType Type, ObjectRef Ref, Verdict Verdict, int Pods, DateTimeOffset? Since)
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

    /// <summary>The type of object in the headline's counts.</summary>
    public ResourceType Counted => IsOfPods ? PodResource.Type : Type;

    public bool IsNew(DateTimeOffset now) => !IsAtLeast && Since is { } since && now - since < NewFor && !ClockSkew.IsFuture(since, now);
}
