using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The spec of a Pod, or of a workload's pod template.</summary>
public sealed record PodSpec
{
    public required ImmutableArray<ContainerDetail> Containers { get; init; }

    public required ImmutableArray<ContainerDetail> InitContainers { get; init; }

    /// <summary>Containers that <c>kubectl debug</c> added.</summary>
    public required ImmutableArray<ContainerDetail> EphemeralContainers { get; init; }

    /// <summary>Shared by the containers that mount them.</summary>
    public required ImmutableArray<Volume> Volumes { get; init; }

    /// <summary>In the format of kubectl describe: <c>node.kubernetes.io/not-ready:NoExecute op=Exists for 300s</c>.</summary>
    public required ImmutableArray<string> Tolerations { get; init; }

    public required Labels NodeSelector { get; init; }

    public required string ServiceAccount { get; init; }

    public required string PriorityClass { get; init; }

    public required string RestartPolicy { get; init; }

    public required long TerminationGracePeriodSeconds { get; init; }
}

/// <summary>A volume: its type as in the manifest (<c>emptyDir</c>, <c>configMap</c> …), and its source.</summary>
public sealed record Volume(string Name, string Type, string Source);

/// <summary>One container of a spec.</summary>
public sealed record ContainerDetail
{
    public required string Name { get; init; }

    public required string Image { get; init; }

    public required string PullPolicy { get; init; }

    public required ImmutableArray<string> Command { get; init; }

    public required ImmutableArray<string> Arguments { get; init; }

    public required ImmutableArray<ContainerPort> Ports { get; init; }

    public required ImmutableArray<Probe> Probes { get; init; }

    public required ImmutableArray<EnvironmentVariable> Environment { get; init; }

    public required ImmutableArray<Mount> Mounts { get; init; }

    /// <summary>Quantities as written, by resource.</summary>
    public required Labels Requests { get; init; }

    /// <inheritdoc cref="Requests"/>
    public required Labels Limits { get; init; }
}

public sealed record ContainerPort(string Name, int Port, string Protocol, int? HostPort);

/// <summary>A probe in the format of kubectl describe. <see cref="Kind"/> is <c>Liveness</c>, <c>Readiness</c> or <c>Startup</c>.</summary>
public sealed record Probe(string Kind, string Action, string Timing);

/// <summary>
/// An environment variable: its literal value, or its source. Values of Secrets and ConfigMaps are not read. For <c>envFrom</c>,
/// <see cref="Name"/> is empty or the prefix.
/// </summary>
public sealed record EnvironmentVariable(string Name, string Value, string From);

public sealed record Mount(string Path, string Volume, string SubPath, bool ReadOnly);
