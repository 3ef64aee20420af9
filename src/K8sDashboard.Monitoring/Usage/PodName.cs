using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>A pod by the labels <c>namespace</c> and <c>pod</c>.</summary>
public readonly record struct PodName(string Namespace, string Name);

/// <summary>One pod over time: a predecessor may have had the same name.</summary>
/// <param name="Namespace">Its namespace.</param>
/// <param name="Name">Its name.</param>
/// <param name="Started">
/// <c>status.startTime</c>: samples of containers that started before are a predecessor's. Null where unknown; then all samples are
/// attributed to it.
/// </param>
public readonly record struct PodInstance(string Namespace, string Name, DateTimeOffset? Started = null)
{
    /// <summary>The labels of its samples.</summary>
    public PodName Labels => new(Namespace, Name);
}

/// <summary>The pods of one row: the pod itself, or the current pods of a workload by the API server.</summary>
public sealed record PodGroup<TKey>(TKey Key, ImmutableArray<PodInstance> Pods);
