using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Usage;

/// <summary>The usage of a pod or node: CPU in cores, and the working set in bytes.</summary>
/// <param name="Cores">Average over about the last half minute.</param>
/// <param name="Bytes">At the end of that window.</param>
/// <param name="At">The end of the window; null where the server does not report it.</param>
public readonly record struct ResourceUsage(double Cores, double Bytes, DateTimeOffset? At = null);

/// <summary>The result of a request to metrics.k8s.io.</summary>
public abstract record ResourceUsageAnswer
{
    private ResourceUsageAnswer() { }

    /// <summary>The usage of every object that has metrics.</summary>
    public sealed record Known(ImmutableDictionary<ObjectRef, ResourceUsage> Of) : ResourceUsageAnswer;

    /// <summary>The cluster has no metrics-server, it does not respond, or the actor may not read it.</summary>
    public sealed record Unknown(string Message) : ResourceUsageAnswer;
}
