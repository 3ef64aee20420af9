using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>
/// The innermost handler of a client: sends requests through its own connection pool instead of the client library's, for our own proxy,
/// client certificate, timeouts and verification. A rotated client certificate gets a new pool, since a connection keeps the certificate of
/// its handshake; requests in flight complete in the old one.
/// </summary>
internal sealed class ApiTransport(ConnectionSettings settings, RepeatedHeaders? repeated, HandshakeMonitor handshakes, TimeProvider time)
    : DelegatingHandler
{
    private static readonly TimeSpan PingAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan PingTimeout = TimeSpan.FromSeconds(5);

    private readonly Lock gate = new();
    private Pool? pool;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        try
        {
            return await Current().Invoker.SendAsync(request, cancellationToken);
        }
        catch (Exception fault) when (ConnectionFault.Describe(fault, settings, handshakes) is { } message)
        {
            throw new HttpRequestException(ConnectionFault.KindOf(fault), message);
        }
    }

    protected override void Dispose(bool disposing)
    {
        lock (gate)
            pool?.Invoker.Dispose();
        base.Dispose(disposing);
    }

    private Pool Current()
    {
        var certificate = settings.Credentials?.Current?.Certificate;
        lock (gate)
        {
            if (pool is not null && Equals(pool.Certificate, certificate))
                return pool;
            // The old pool is not disposed, since a request may just have obtained it; its connections close when idle.
            return pool = new(certificate, new HttpMessageInvoker(Create(certificate)));
        }
    }

    private SocketsHttpHandler Create(ClientCertificate? certificate) =>
        new()
        {
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            KeepAlivePingDelay = PingAfter,
            KeepAlivePingTimeout = PingTimeout,
            ConnectTimeout = settings.ConnectTimeout,
            EnableMultipleHttp2Connections = true,
            // A redirect would leak the token to another host.
            AllowAutoRedirect = false,
            UseCookies = false,
            // Not .NET's own proxy variables: EnvironmentProxy implements Go's rules.
            UseProxy = settings.Proxy is not null,
            Proxy = settings.Proxy is null ? null : ProxyAddress.ToWebProxy(settings.Proxy),
            // Names of impersonated users may be non-ASCII; Go sends UTF-8.
            RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
            ConnectCallback = ConnectAsync,
            PlaintextStreamFilter = repeated is null ? null : (context, _) => ValueTask.FromResult(Filtered(context)),
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = ServerCertificate.Check(settings, time),
                ClientCertificateContext = certificate is null
                    ? null
                    : SslStreamCertificateContext.Create(certificate.Leaf, certificate.Intermediates, offline: true),
            },
        };

    /// <summary>
    /// Not on the connection to a proxy: the data in its tunnel is encrypted, and may end like the beginning of a placeholder.
    /// </summary>
    private Stream Filtered(SocketsHttpPlaintextStreamFilterContext context) =>
        context.InitialRequestMessage.Method == HttpMethod.Connect ? context.PlaintextStream : repeated!.Filter(context.PlaintextStream);

    /// <summary>.NET's default connect, monitored until the server's first byte.</summary>
    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(context.DnsEndPoint, cancellation);
            return settings.Server.Scheme == Uri.UriSchemeHttps ? handshakes.Begin(socket) : new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            handshakes.End();
            socket.Dispose();
            throw;
        }
    }

    private sealed record Pool(ClientCertificate? Certificate, HttpMessageInvoker Invoker);
}
