using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A server that shows a certificate, keeps every byte that comes after the handshake, and answers as an API server would.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private const string Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"kind\":\"Pod\"}";

    private readonly LoopbackListener listener;
    private readonly SslStreamCertificateContext shown;
    private readonly SslProtocols protocol;
    private readonly ConcurrentBag<Task> connections = [];
    private readonly StringBuilder heard = new();

    public TlsServer(X509Certificate2 certificate, SslProtocols protocol = SslProtocols.None, params X509Certificate2[] chain)
    {
        shown = SslStreamCertificateContext.Create(certificate, [.. chain], offline: true);
        this.protocol = protocol;
        listener = new(ServeAsync);
    }

    public int Port => listener.Port;

    /// <summary>Connections that reached this server: with none, a test of what it heard would prove nothing.</summary>
    public int Connections => connections.Count;

    /// <summary>Everything that clients sent inside TLS, once all of them have gone.</summary>
    public async Task<string> HeardAsync()
    {
        await Task.WhenAll(connections).WaitAsync(TimeSpan.FromMinutes(2));
        lock (heard)
            return heard.ToString();
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        // Counted before it is served: the client may have hung up before the first await of that.
        var ended = new TaskCompletionSource();
        connections.Add(ended.Task);
        using var connection = client;
        await using var tls = new SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificateContext = shown, EnabledSslProtocols = protocol },
                stop
            );
            var buffer = new byte[4096];
            for (int read; (read = await tls.ReadAsync(buffer, stop)) > 0; )
            {
                var text = Encoding.Latin1.GetString(buffer, 0, read);
                lock (heard)
                    heard.Append(text);
                if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
                    break;
            }

            await tls.WriteAsync(Encoding.Latin1.GetBytes(Answer), stop);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException or OperationCanceledException)
        {
            // The client hung up, which is what most tests want.
        }
        finally
        {
            ended.SetResult();
        }
    }
}
