using System.Net;
using System.Net.Sockets;
using Bunit;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Health;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Web.Tests.Layout;

/// <summary>The banner while the connection waits for the user or for the server.</summary>
public sealed class ConnectionNoticeTests : IDisposable
{
    private readonly PageContext context = new();
    private readonly PluginSignIn signIn = new();
    private readonly HandshakeMonitor handshakes;
    private readonly ClusterConnection connection;
    private readonly FakeTimeProvider time = new(Given.Now);

    public ConnectionNoticeTests()
    {
        handshakes = new(time);
        connection = new(GuardedClient.Create(new() { Server = new("https://127.0.0.1:6443/") }), "test", "tester")
        {
            SignIn = signIn,
            Handshakes = handshakes,
        };
        context.Services.AddSingleton(connection);
    }

    public void Dispose()
    {
        connection.Dispose();
        context.Dispose();
    }

    [Fact]
    public void ConnectionNotice_NothingPending_IsEmpty() => Assert.Equal("", Words());

    [Fact]
    public void ConnectionNotice_PluginStartedOneSecondAgo_IsEmpty()
    {
        signIn.Begin("kubelogin", interactive: true, Given.Now.AddSeconds(-1), () => { });
        Assert.Equal("", Words());
    }

    [Fact]
    public void ConnectionNotice_InteractivePlugin_ShowsItsOutputAndCanBeCancelled()
    {
        var ended = 0;
        var run = signIn.Begin("kubelogin", interactive: true, Given.Now.AddSeconds(-7), () => ended++);
        run.Append("Open https://login.example/device and enter \u001b[1mABCD\n");
        var page = context.Open<ConnectionNotice>(ClusterSnapshot.Empty);
        Assert.Contains("Waiting for the credential plugin kubelogin since", page.Words(), StringComparison.Ordinal);
        Assert.Equal("Open https://login.example/device and enter \\u001b[1mABCD", page.Find("pre").TextContent);
        Assert.Equal("https://login.example/device", page.Find("pre a").GetAttribute("href"));
        page.Find("button").Click();
        Assert.Equal(1, ended);
    }

    [Theory]
    [InlineData("Open https://a.test/x?y=1. Then", "https://a.test/x?y=1")]
    [InlineData("(http://a.test)", "http://a.test")]
    [InlineData("javascript://a.test/%0aalert(1)", "")]
    [InlineData("https://a.test/\"onclick=x", "https://a.test/")]
    [InlineData("no address", "")]
    public void LinkedText_UrlsInText_AreLinkedOnlyIfHttpOrHttps(string text, string links)
    {
        var pieces = LinkedText.Of(text).ToList();
        Assert.Equal(text, string.Concat(pieces.Select(piece => piece.Text)));
        Assert.Equal(links, string.Join(' ', pieces.Where(piece => piece.IsLink).Select(piece => piece.Text)));
    }

    [Fact]
    public void ConnectionNotice_PluginCancelled_CanBeRunAgain()
    {
        signIn.Begin("kubelogin", interactive: true, Given.Now.AddSeconds(-7), () => { });
        signIn.Cancel();
        signIn.Complete();
        var page = context.Open<ConnectionNotice>(ClusterSnapshot.Empty);
        Assert.Contains("The sign-in was cancelled.", page.Words(), StringComparison.Ordinal);
        page.Find("button").Click();
        Assert.False(signIn.IsCancelled);
    }

    [Theory]
    [InlineData(4, false)]
    [InlineData(5, true)]
    public async Task ConnectionNotice_HandshakeUnanswered_IsShownAfterFiveSeconds(int seconds, bool isSaid)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(listener.LocalEndpoint, Xunit.TestContext.Current.CancellationToken);
        await using var stream = handshakes.Begin(socket);
        var wait = ConnectionWait.Of(connection, new(time.GetUtcNow().AddSeconds(seconds)));
        Assert.Equal(isSaid, wait is not null && wait.Text.StartsWith("Waiting for 127.0.0.1:6443 since ", StringComparison.Ordinal));
    }

    private string Words() => context.Open<ConnectionNotice>(ClusterSnapshot.Empty).Words();
}
