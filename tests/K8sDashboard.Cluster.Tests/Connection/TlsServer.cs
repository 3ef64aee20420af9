using System.Collections.Concurrent;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A TLS server with a given certificate that records every byte after the handshake and responds as an API server.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private const string Answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 13\r\nConnection: close\r\n\r\n{\"kind\":\"Pod\"}";

    private readonly LoopbackListener listener;
    private readonly SslStreamCertificateContext shown;
    private readonly SslProtocols protocol;
    private readonly ConcurrentBag<Task> connections = [];
    private readonly StringBuilder received = new();

    public TlsServer(X509Certificate2 certificate, SslProtocols protocol = SslProtocols.None, params X509Certificate2[] chain)
    {
        shown = SslStreamCertificateContext.Create(certificate, [.. chain], offline: true);
        this.protocol = protocol;
        listener = new(ServeAsync);
    }

    public int Port => listener.Port;

    /// <summary>Accepted connections: with none, an empty record would prove nothing.</summary>
    public int Connections => connections.Count;

    /// <summary>All decrypted bytes from clients, after all of them have disconnected.</summary>
    public async Task<string> HeardAsync()
    {
        await Task.WhenAll(connections).WaitAsync(TimeSpan.FromMinutes(2));
        lock (received)
            return received.ToString();
    }

    public ValueTask DisposeAsync() => listener.DisposeAsync();

    private async Task ServeAsync(TcpClient client, CancellationToken stop)
    {
        // Counted before it is served: the client may disconnect before the first await.
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
                lock (received)
                    received.Append(text);
                if (text.Contains("\r\n\r\n", StringComparison.Ordinal))
                    break;
            }

            await tls.WriteAsync(Encoding.Latin1.GetBytes(Answer), stop);
        }
        catch (Exception refused) when (refused is IOException or AuthenticationException or OperationCanceledException)
        {
            // The client disconnected, which most tests do.
        }
        finally
        {
            ended.SetResult();
        }
    }
}
