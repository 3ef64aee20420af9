using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>A container whose program runs: who it is, since when, and what the program does.</summary>
public sealed record RunningContainer
{
    public required string Namespace { get; init; }

    public required string Pod { get; init; }

    public required string PodUid { get; init; }

    public required string PodAddress { get; init; }

    public required string Name { get; init; }

    public required string Image { get; init; }

    /// <summary>What its pod is labelled as the name of; empty where it has none.</summary>
    public string App { get; init; } = "";

    /// <summary>The runtime's id, without its scheme.</summary>
    public required string Id { get; init; }

    public required string Node { get; init; }

    public bool HostNetwork { get; init; }

    public required DateTimeOffset Since { get; init; }

    public required Behaviour Does { get; init; }

    /// <summary>What it has had to do since then.</summary>
    public required CpuWorkload CpuWorkload { get; init; }

    /// <summary>How long it has been ready since then.</summary>
    public required Readiness Readiness { get; init; }

    /// <summary>In cores; null without a limit.</summary>
    public double? CpuLimit { get; init; }

    /// <summary>In bytes; null without a limit.</summary>
    public long? MemoryLimit { get; init; }

    /// <summary>Traffic comes in only while the pod is ready.</summary>
    public bool Ready { get; init; }

    public string Subject => $"{Namespace}/{Name}{LoadCurve.Own}{Pod}";
}
