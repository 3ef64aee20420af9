using System.Net;
using K8sDashboard.Demo.Access;

namespace K8sDashboard.Demo.Serving;

/// <summary>Listener, users and back ends of the API server.</summary>
public sealed record ApiServerOptions
{
    /// <summary>The address to listen on.</summary>
    public IPAddress Listen { get; init; } = IPAddress.Loopback;

    /// <summary>The port; 0 for a free one.</summary>
    public int Port { get; init; }

    /// <summary>The users, with their tokens.</summary>
    public IReadOnlyList<ApiUser> Users { get; init; } = [];

    /// <summary>The cluster's name in the kubeconfig.</summary>
    public string ClusterName { get; init; } = "demo";

    /// <summary>The reported version.</summary>
    public string KubernetesVersion { get; init; } = "v1.36.2";

    /// <summary>The interval of watch bookmarks.</summary>
    public TimeSpan BookmarkInterval { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The container logs; null for none.</summary>
    public IPodLogs? Logs { get; init; }

    /// <summary>Runs exec commands; null for none.</summary>
    public IPodShell? Shell { get; init; }

    /// <summary>The usage of nodes and pods; null does not serve metrics.k8s.io.</summary>
    public IUsage? Usage { get; init; }

    /// <summary>The real endpoint behind a port of a Service, by namespace, name and port; null for none.</summary>
    public Func<string, string, int, Uri?>? Behind { get; init; }

    /// <summary>The text of /metrics; null does not serve the path.</summary>
    public Func<Task<string>>? Metrics { get; init; }

    /// <summary>Called with each request that failed with an internal error.</summary>
    public Action<string>? Fault { get; init; }

    /// <summary>The clock of all timeouts and delays.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
