using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>One line of <em>Needs attention</em>: an object that is the cause, and how much hangs on it.</summary>
/// <param name="Kind"><c>Node</c>, <c>Deployment</c>, <c>Pod</c> or <c>Service</c>; for pods of another controller its kind.</param>
/// <param name="Ref">The object to look at.</param>
/// <param name="Verdict">What is wrong with it.</param>
/// <param name="Pods">Pods in trouble that this cause explains.</param>
/// <param name="Since">Since when; null where nobody says.</param>
public sealed record Cause(string Kind, ObjectRef Ref, Verdict Verdict, int Pods, DateTimeOffset? Since)
{
    /// <summary>So long a cause counts as new.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The verdict is that of the object's pods: of itself it may be healthy, as a Deployment whose evicted pods were replaced.
    /// </summary>
    public bool IsOfPods { get; init; }

    /// <summary>It was there already when somebody first looked: it is as old as <see cref="Since"/> at least.</summary>
    public bool IsAtLeast { get; init; }

    /// <summary>
    /// The worst that is told under this cause, by which it is ranked: a pressed node stands above the pods that it evicted.
    /// </summary>
    public HealthLevel Rank { get; init; } = Verdict.Level;

    /// <summary>The kind of object that it counts as in the headline.</summary>
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

/// <summary>What stands below breaks what stands above.</summary>
public enum CauseGroup
{
    Node,
    Deployment,
    Pod,
    Service,
}
