using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The fields of a Service's page that its row lacks.</summary>
public sealed record ServiceDetail
{
    /// <summary>How it is read.</summary>
    public static DetailDefinition<ServiceDetail> Definition => ServiceDetailMapping.Definition;

    /// <summary><c>IPv4</c> and <c>IPv6</c> in the order of the cluster IPs; empty on servers before 1.20.</summary>
    public required ImmutableArray<string> IpFamilies { get; init; }

    /// <summary><c>SingleStack</c>, <c>PreferDualStack</c> or <c>RequireDualStack</c>.</summary>
    public required string IpFamilyPolicy { get; init; }

    /// <summary><c>None</c> or <c>ClientIP</c>.</summary>
    public required string SessionAffinity { get; init; }

    /// <summary><c>Cluster</c>, or <c>Local</c> for endpoints of the client's node only.</summary>
    public required string InternalTrafficPolicy { get; init; }

    /// <inheritdoc cref="InternalTrafficPolicy"/>
    public required string ExternalTrafficPolicy { get; init; }

    /// <summary>Without last-applied-configuration.</summary>
    public required Labels Annotations { get; init; }

    /// <inheritdoc cref="Pods.PodDetail.Text"/>
    public required string Text { get; init; }
}
