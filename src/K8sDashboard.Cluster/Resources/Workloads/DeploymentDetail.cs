using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The fields of a Deployment's page that its row lacks.</summary>
public sealed record DeploymentDetail
{
    /// <summary>How it is read.</summary>
    public static DetailDefinition<DeploymentDetail> Definition => DeploymentDetailMapping.Definition;

    /// <summary><c>RollingUpdate</c> or <c>Recreate</c>.</summary>
    public required string Strategy { get; init; }

    /// <summary>A number or a percentage; empty for <c>Recreate</c>.</summary>
    public required string MaxSurge { get; init; }

    /// <inheritdoc cref="MaxSurge"/>
    public required string MaxUnavailable { get; init; }

    /// <summary>Seconds a pod must be ready before it counts as available.</summary>
    public required long MinReadySeconds { get; init; }

    public required long? ProgressDeadlineSeconds { get; init; }

    /// <summary>In kubectl's format: <c>app=web,tier in (a,b)</c>.</summary>
    public required string Selector { get; init; }

    public required PodSpec Template { get; init; }

    /// <inheritdoc cref="PodDetail.Text"/>
    public required string Text { get; init; }
}
