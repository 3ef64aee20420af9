using System.Net.Sockets;
using System.Security.Authentication;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>Describes the cause of a failed connection in one sentence.</summary>
internal static class ConnectionFault
{
    /// <summary>The beginning of a TLS record: an alert.</summary>
    private const string TlsRecord = "\\u0015\\u0003";

    /// <summary>The sentence; null where .NET's own message suffices.</summary>
    public static string? Describe(Exception fault, ConnectionSettings settings, HandshakeMonitor handshakes)
    {
        var server = $"{settings.Server.Host}:{settings.Server.Port}";
        return fault switch
        {
            TaskCanceledException { InnerException: TimeoutException } => Timeout(server, settings, handshakes),
            HttpRequestException { InnerException: ServerCertificateException certificate } =>
                $"The certificate of {HolderOf(certificate, server, settings)} {certificate.Message}.",
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError, InnerException: { } inner } => Tls(
                server,
                inner
            ),
            HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } when settings.Proxy is { } proxy =>
                $"The proxy {ProxyAddress.Show(proxy)} does not connect to {server}: {fault.Message.TrimEnd('.')}.",
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse }
                when settings.Server.Scheme == "http" && IsTls(fault) =>
                $"{server} answers in TLS: the kubeconfig's address begins with http:// and should begin with https://.",
            HttpRequestException { InnerException: SocketException } unreachable
                when settings.Proxy is { } proxy
                    && unreachable.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError =>
                $"The proxy {ProxyAddress.Show(proxy)} cannot be reached: {fault.Message}",
            _ => null,
        };
    }

    /// <summary>The same error class as .NET's: it determines whether the request may have had an effect.</summary>
    public static HttpRequestError KindOf(Exception fault) =>
        fault is HttpRequestException known ? known.HttpRequestError : HttpRequestError.ConnectionError;

    private static string HolderOf(ServerCertificateException certificate, string server, ConnectionSettings settings) =>
        settings.Proxy is { Scheme: "https" } proxy && certificate.Name == proxy.IdnHost && certificate.Name != settings.Server.IdnHost
            ? $"the proxy {ProxyAddress.Show(proxy)}"
            : server;

    private static string Timeout(string server, ConnectionSettings settings, HandshakeMonitor handshakes)
    {
        var seconds = settings.ConnectTimeout.TotalSeconds;
        if (handshakes.WasUnanswered || handshakes.WaitingSince is not null)
            return $"{server} accepts connections and does not answer the TLS handshake within {seconds:0.#} s.";
        return settings.Proxy is { } proxy
            ? $"No connection to {server} through the proxy {ProxyAddress.Show(proxy)} within {seconds:0.#} s."
            : $"No connection to {server} within {seconds:0.#} s.";
    }

    private static string Tls(string server, Exception inner) =>
        (inner, Innermost(inner).Message) switch
        {
            (AuthenticationException, var message)
                when message.Contains("frame size", StringComparison.Ordinal)
                    || message.Contains("wrong version number", StringComparison.Ordinal) =>
                $"{server} does not answer in TLS: the kubeconfig's address begins with https://, and the server may want http://.",
            (_, var message) when AlertOf(message) is { } alert => $"{server} ended the TLS handshake: {alert}.",
            (IOException, _) => $"{server} closed the connection during the TLS handshake.",
            (_, var message) => $"The TLS handshake with {server} failed: {VisibleText.OneLine(message.TrimEnd('.'))}.",
        };

    /// <summary>The TLS alert of the server, by RFC 8446, section 6.2, in OpenSSL's spelling.</summary>
    private static string? AlertOf(string message) =>
        message switch
        {
            _ when message.Contains("certificate required", StringComparison.Ordinal) => "it wants a client certificate",
            _ when message.Contains("alert certificate revoked", StringComparison.Ordinal) =>
                "it says that the client certificate is revoked",
            _ when message.Contains("alert certificate expired", StringComparison.Ordinal) =>
                "it says that the client certificate has expired",
            _ when message.Contains("alert unknown ca", StringComparison.Ordinal) =>
                "it does not know the authority that signed the client certificate",
            _ when message.Contains("alert bad certificate", StringComparison.Ordinal)
                    || message.Contains("alert certificate unknown", StringComparison.Ordinal)
                    || message.Contains("alert unsupported certificate", StringComparison.Ordinal) =>
                "it does not accept the client certificate",
            _ when message.Contains("protocol version", StringComparison.Ordinal) => "it has no version of TLS in common with this machine",
            _ when message.Contains("handshake failure", StringComparison.Ordinal) =>
                "it has no cipher in common with this machine, or wants a client certificate",
            _ => null,
        };

    private static bool IsTls(Exception fault) =>
        fault.Message.Contains('\u0015') || fault.Message.Contains(TlsRecord, StringComparison.Ordinal);

    private static Exception Innermost(Exception fault) => fault.InnerException is { } inner ? Innermost(inner) : fault;
}
