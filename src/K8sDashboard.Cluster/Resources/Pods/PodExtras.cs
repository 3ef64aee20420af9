using System.Collections.Immutable;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>
/// Rarely set fields of a pod, in a separate object to save memory: pods without them share <see cref="None"/>.
/// </summary>
internal sealed record PodExtras
{
    public static readonly PodExtras None = new();

    /// <inheritdoc cref="Pod.Reason"/>
    public string Reason { get; init; } = "";

    /// <inheritdoc cref="Pod.Message"/>
    public string Message { get; init; } = "";

    /// <inheritdoc cref="Pod.OtherIps"/>
    public ImmutableArray<string> OtherIps { get; init; } = [];

    /// <inheritdoc cref="Pod.Finalizers"/>
    public ImmutableArray<string> Finalizers { get; init; } = [];

    /// <inheritdoc cref="Pod.DeletionGracePeriod"/>
    public TimeSpan? DeletionGracePeriod { get; init; }

    /// <inheritdoc cref="Pod.Overhead"/>
    public ResourceList Overhead { get; init; } = ResourceList.None;

    /// <inheritdoc cref="Pod.Requests"/>
    public ResourceList Requests { get; init; } = ResourceList.None;

    /// <inheritdoc cref="Pod.Limits"/>
    public ResourceList Limits { get; init; } = ResourceList.None;
}
