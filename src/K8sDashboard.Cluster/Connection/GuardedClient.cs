using System.Security.Cryptography;
using k8s;
using k8s.Exceptions;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Builds the API client with the guards that it lacks. Two were seen with KubernetesClient 21.0.8: with a cluster CA it accepts a
/// certificate of that CA for any host name, token included; and its HTTP/2 pings notice a dead peer only after 210 s.
/// </summary>
internal static class GuardedClient
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(10);

    /// <summary>Objects nest deeper than the serializer's 64 levels (CRD schemas): with less, one of them fails the whole answer.</summary>
    private const int MaxJsonDepth = 512;

    /// <param name="config">Where the server is, and who asks.</param>
    /// <param name="load">Counts what is asked of it.</param>
    /// <exception cref="StartupException">The configuration names no usable server.</exception>
    public static Kubernetes Create(KubernetesClientConfiguration config, RequestLoad? load = null)
    {
        SocketsHttpHandler? sockets = null;
        config.FirstMessageHandlerSetup = handler => sockets = handler;
        config.AddJsonOptions(json => json.MaxDepth = MaxJsonDepth);
        config.UserAgent = "K8sDashboard";
        // Without a CA, kubectl trusts the machine's; the client refuses to be made.
        config.SslCaCerts ??= [];
        try
        {
            var (guard, name) = (new PathGuard(new Uri(config.Host)), new ServerName(config.TlsServerName));
            DelegatingHandler[] renewal = config.TokenProvider is RenewedToken token ? [new TokenRenewal(token)] : [];
            DelegatingHandler[] counter = load is null ? [] : [new LoadCounter(load)];
            var client = new Kubernetes(config, [.. renewal, guard, name, .. counter]);
            Harden(sockets!, config);
            return client;
        }
        catch (Exception fault) when (fault is KubeConfigException or FormatException or ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The cluster's address or certificates in the kubeconfig cannot be used: {fault.Message}");
        }
    }

    private static void Harden(SocketsHttpHandler sockets, KubernetesClientConfiguration config)
    {
        sockets.KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests;
        sockets.KeepAlivePingDelay = PingAfter;
        sockets.KeepAlivePingTimeout = PingTimeout;
        sockets.ConnectTimeout = ConnectTimeout;
        sockets.EnableMultipleHttp2Connections = true;
        // A redirect would carry the token wherever the answer says.
        sockets.AllowAutoRedirect = false;
        // insecure-skip-tls-verify asks for no check of anything; all else is asked more strictly than the client does.
        if (!config.SkipTlsVerify) sockets.SslOptions.RemoteCertificateValidationCallback = ServerCertificate.Check(config.SslCaCerts);
    }
}
