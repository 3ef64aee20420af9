using k8s;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Builds the API client: the library's, on a transport of ours. What the library lacks, and where that is reported upstream, stands in
/// docs/decisions/0006-own-kubeconfig-and-transport.md.
/// </summary>
internal static class GuardedClient
{
    /// <summary>Objects nest deeper than the serializer's 64 levels (CRD schemas): with less, one of them fails the whole answer.</summary>
    private const int MaxJsonDepth = 512;

    /// <param name="settings">Where the server is, and who asks.</param>
    /// <param name="load">Counts what is asked of it.</param>
    /// <param name="handshakes">Watches for handshakes that are not answered.</param>
    /// <param name="time">The clock that certificates are checked against.</param>
    public static Kubernetes Create(
        ConnectionSettings settings,
        RequestLoad? load = null,
        HandshakeMonitor? handshakes = null,
        TimeProvider? time = null
    )
    {
        time ??= TimeProvider.System;
        var config = new KubernetesClientConfiguration
        {
            Host = settings.Server.ToString(),
            TokenProvider = settings.Credentials,
            UserAgent = "K8sDashboard",
            // Looked at by our own transport alone; without any, the library refuses to be made.
            SslCaCerts = [],
        };
        config.AddJsonOptions(json => json.MaxDepth = MaxJsonDepth);
        var repeated = settings.Impersonation is { } impersonation ? new RepeatedHeaders(impersonation.Headers()) : null;
        DelegatingHandler[] handlers =
        [
            .. settings.Credentials is { } credentials ? [new UnauthorizedRetry(credentials)] : Array.Empty<DelegatingHandler>(),
            .. repeated is not null ? [new ImpersonationHandler(repeated)] : Array.Empty<DelegatingHandler>(),
            new PathGuard(settings.Server),
            new ServerName(settings.TlsServerName),
            .. load is null ? Array.Empty<DelegatingHandler>() : [new LoadCounter(load)],
            new ApiTransport(settings, repeated is { IsNeeded: true } ? repeated : null, handshakes ?? new(time), time),
        ];
        return new Kubernetes(config, handlers);
    }
}
