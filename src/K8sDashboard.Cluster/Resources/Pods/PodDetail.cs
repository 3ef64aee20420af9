using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The fields of a Pod's page that its row lacks.</summary>
public sealed record PodDetail
{
    /// <summary>How it is read.</summary>
    public static DetailDefinition<PodDetail> Definition => PodDetailMapping.Definition;

    public required PodSpec Spec { get; init; }

    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public required string QosClass { get; init; }

    /// <summary>The object as redacted YAML.</summary>
    public required string Text { get; init; }
}
