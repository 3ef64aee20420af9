using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Usage;

/// <summary>What a pod or node uses: cores, and the bytes of its working set.</summary>
/// <param name="Cores">Over the last half minute or so.</param>
/// <param name="Bytes">At the end of it.</param>
/// <param name="At">That end; null where the answer does not say.</param>
public readonly record struct ResourceUsage(double Cores, double Bytes, DateTimeOffset? At = null);

/// <summary>What metrics.k8s.io answered.</summary>
public abstract record ResourceUsageAnswer
{
    private ResourceUsageAnswer() { }

    /// <summary>Of every object that has figures.</summary>
    public sealed record Known(ImmutableDictionary<ObjectRef, ResourceUsage> Of) : ResourceUsageAnswer;

    /// <summary>The cluster has no metrics-server, it does not answer, or the person may not ask it.</summary>
    public sealed record Unknown(string Message) : ResourceUsageAnswer;
}
