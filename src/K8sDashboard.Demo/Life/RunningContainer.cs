using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A running container: identity, start and behaviour.</summary>
public sealed record RunningContainer
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    public required string PodUid { get; init; }

    public required string PodAddress { get; init; }

    public required string Name { get; init; }

    public required string Image { get; init; }

    /// <summary>The app label of its pod; empty for none.</summary>
    public string App { get; init; } = "";

    /// <summary>The container id, without the runtime's scheme.</summary>
    public required string Id { get; init; }

    public required string Node { get; init; }

    public bool HostNetwork { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required Behaviour Does { get; init; }

    /// <summary>The workload of the current start.</summary>
    public required CpuWorkload CpuWorkload { get; init; }

    /// <summary>The ready time of the current start.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>In cores; null without a limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>In bytes; null without a limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Only ready pods get traffic.</summary>
    public bool Ready { get; init; }

    public string Subject => $"{Namespace}/{Name}{LoadCurve.Own}{Pod}";
}
