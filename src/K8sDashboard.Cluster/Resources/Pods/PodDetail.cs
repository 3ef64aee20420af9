using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The fields of a Pod's page that its row lacks.</summary>
public sealed record PodDetail
{
    /// <summary>How it is read.</summary>
    public static DetailDefinition<PodDetail> Definition => PodDetailMapping.Definition;

    public required ObjectRef Ref { get; init; }

    public required string Uid { get; init; }

    public required string ResourceVersion { get; init; }

    public required PodSpec Spec { get; init; }

    public required Labels Labels { get; init; }

    /// <summary>Without last-applied-configuration.</summary>
    public required Labels Annotations { get; init; }

    public required ImmutableArray<Condition> Conditions { get; init; }

    public required ImmutableArray<string> PodIps { get; init; }

    /// <summary><c>Guaranteed</c>, <c>Burstable</c> or <c>BestEffort</c>.</summary>
    public required string QosClass { get; init; }

    /// <summary>The object as redacted YAML.</summary>
    public required string Text { get; init; }
}
