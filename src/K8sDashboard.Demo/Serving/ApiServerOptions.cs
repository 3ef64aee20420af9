using System.Net;
using K8sDashboard.Demo.Access;

namespace K8sDashboard.Demo.Serving;

/// <summary>Where the API server listens, who may ask it, and where it gets what the store does not hold.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 takes a free one.</summary>
    public int Port { get; init; }

    /// <summary>The users that may come, with their tokens.</summary>
    public IReadOnlyList<ApiUser> Users { get; init; } = [];

    /// <summary>The cluster's name in the kubeconfig.</summary>
    public string ClusterName { get; init; } = "demo";

    /// <summary>The version that the API server reports.</summary>
    public string KubernetesVersion { get; init; } = "v1.36.2";

    /// <summary>How often a quiet watch is told how far the store is.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>Gives the lines of containers; without it there are none.</summary>
    public IPodLogs? Logs { get; init; }

    /// <summary>Runs commands in containers; without it there are none to be run.</summary>
    public IPodShell? Shell { get; init; }

    /// <summary>Gives what nodes and pods use; without it metrics.k8s.io is not served.</summary>
    public IUsage? Usage { get; init; }

    /// <summary>What really listens behind a port of a Service, by namespace, name and port; null for nothing.</summary>
    public Func<string, string, int, Uri?>? Behind { get; init; }

    /// <summary>Gives the text of /metrics; without it the path is not served.</summary>
    public Func<Task<string>>? Metrics { get; init; }

    /// <summary>Hears of a request that the API server could not answer because of a fault of its own.</summary>
    public Action<string>? Fault { get; init; }

    /// <summary>The clock of everything that is waited for.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
