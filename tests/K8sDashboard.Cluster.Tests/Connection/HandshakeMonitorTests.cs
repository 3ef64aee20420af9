using System.Net;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.Tests.Faults;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A pending handshake is reported, and only while it is pending.</summary>
public sealed class HandshakeMonitorTests : IDisposable
{
    private readonly TestAuthority authority = new();
    private readonly HandshakeMonitor handshakes = new(TimeProvider.System);

    public void Dispose() => authority.Dispose();

    [Fact]
    public async Task HandshakeMonitor_StalledServerThenConnectionRefused_ClearsWaitingSince()
    {
        int port;
        await using (var stalling = new RawServer(null))
        {
            port = stalling.Port;
            var asking = AskAsync(port);
            await Wait.UntilAsync(() => handshakes.WaitingSince is not null, "the handshake is waited for");
            Assert.Contains("does not answer the TLS handshake", await asking, StringComparison.Ordinal);
            Assert.NotNull(handshakes.WaitingSince);
        }

        Assert.Contains("refused", await AskAsync(port), StringComparison.OrdinalIgnoreCase);
        Assert.Null(handshakes.WaitingSince);
    }

    [Fact]
    public async Task HandshakeMonitor_ServerClosesOrAnswers_HasNoWaitingSince()
    {
        await using var closing = new RawServer([]);
        Assert.Contains("closed the connection", await AskAsync(closing.Port), StringComparison.Ordinal);
        Assert.Null(handshakes.WaitingSince);
        await using var server = new TlsServer(authority.Issue(ips: ["127.0.0.1"]));
        Assert.StartsWith("HTTP 200", await AskAsync(server.Port), StringComparison.Ordinal);
        Assert.Null(handshakes.WaitingSince);
    }

    [Fact]
    public async Task HandshakeMonitor_StalledHandshake_IsTheReasonOfEveryPendingList()
    {
        await using var stalling = new RawServer(null);
        var settings = new ConnectionSettings
        {
            Server = new($"https://{IPAddress.Loopback}:{stalling.Port}/"),
            ConnectTimeout = TimeSpan.FromHours(1),
        };
        using var connection = new ClusterIdentity(settings, "test", "me", "default").Connect();
        var time = new FakeTimeProvider();
        var requests = new ResourceRequests(connection, ReflectorPolicy.Default, time);
        var lists = Enumerable
            .Range(0, 3)
            .Select(kind => requests.ListAsync($"api/v1/kind{kind}", 500, "", CancellationToken.None))
            .ToList();
        await Wait.UntilAsync(() => connection.Handshakes.WaitingSince is not null, "the handshake is waited for");
        time.Advance(TimeSpan.FromSeconds(60));
        foreach (var list in lists)
        {
            var fault = await Assert.ThrowsAsync<ReadFailedException>(() => list);
            Assert.Equal($"{connection.ServerName} accepts connections and does not answer the TLS handshake", fault.Failure.Message);
        }
    }

    private async Task<string> AskAsync(int port)
    {
        var settings = new ConnectionSettings
        {
            Server = new($"https://{IPAddress.Loopback}:{port}/"),
            Authorities = [authority.Certificate],
            ConnectTimeout = TimeSpan.FromSeconds(2),
        };
        using var client = GuardedClient.Create(settings, handshakes: handshakes);
        return await new ApiClient(client, TimeProvider.System).GetAsync("api/v1/pods", TestContext.Current.CancellationToken) switch
        {
            ApiAnswer.NotSent(var why) => why,
            ApiAnswer.Lost(var why) => why,
            _ => "",
        };
    }
}
