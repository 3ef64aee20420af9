using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>A pod as the labels <c>namespace</c> and <c>pod</c> name it.</summary>
public readonly record struct PodName(string Namespace, string Name);

/// <summary>The pods of one row: the pod itself, or all that the API server says belong to a workload now.</summary>
public sealed record PodGroup<TKey>(TKey Key, ImmutableArray<PodName> Pods);
