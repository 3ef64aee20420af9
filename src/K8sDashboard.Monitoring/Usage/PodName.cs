using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>A pod as the labels <c>namespace</c> and <c>pod</c> name it.</summary>
public readonly record struct PodName(string Namespace, string Name);

/// <summary>One pod over time: another may have had its name before.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Started">
/// When its node took it up: what was measured of containers that started before is a predecessor's. Null where nobody can tell; then all
/// that is measured under the name is taken for its own.
/// </param>
public readonly record struct PodInstance(string Namespace, string Name, DateTimeOffset? Started = null)
{
    /// <summary>What its samples are found by.</summary>
    public PodName Labels => new(Namespace, Name);
}

/// <summary>The pods of one row: the pod itself, or all that the API server says belong to a workload now.</summary>
public sealed record PodGroup<TKey>(TKey Key, ImmutableArray<PodInstance> Pods);
