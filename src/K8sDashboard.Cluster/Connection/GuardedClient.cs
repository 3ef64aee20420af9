using k8s;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.Telemetry;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Creates the API client: the library's, on our own transport. For what the library lacks, and its upstream issues, see
/// docs/decisions/0006-own-kubeconfig-and-transport.md.
/// </summary>
internal static class GuardedClient
{
    /// <summary>CRD schemas nest deeper than the serializer's 64 levels: one of them would fail the whole response.</summary>
    private const int MaxJsonDepth = 512;

    /// <param name="settings">Address and credentials.</param>
    /// <param name="load">Counts the requests.</param>
    /// <param name="handshakes">Monitors TLS handshakes without a response.</param>
    /// <param name="time">The clock for the validity of certificates.</param>
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
            // Verified by our own transport only; without a value, the library's constructor throws.
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
            .. load is null ? Array.Empty<DelegatingHandler>() : [new LoadCounter(load, time)],
            new ApiTransport(settings, repeated is { IsNeeded: true } ? repeated : null, handshakes ?? new(time), time),
        ];
        return new Kubernetes(config, handlers);
    }
}
