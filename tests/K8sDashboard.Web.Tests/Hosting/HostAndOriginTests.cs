using System.Net;
using System.Net.WebSockets;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>CSRF: another site's page in the same browser sends our cookie, but not our Host and Origin.</summary>
public sealed class HostAndOriginTests(HostAndOriginTests.SignedIn signedIn) : IClassFixture<HostAndOriginTests.SignedIn>
{
    [Theory]
    [InlineData("localhost", HttpStatusCode.OK)]
    [InlineData("127.0.0.1", HttpStatusCode.OK)]
    [InlineData("[::1]", HttpStatusCode.OK)]
    [InlineData("LOCALHOST", HttpStatusCode.OK)]
    [InlineData("evil.example", HttpStatusCode.BadRequest)]
    [InlineData("localhost.evil.example", HttpStatusCode.BadRequest)]
    [InlineData("evil.localhost", HttpStatusCode.BadRequest)]
    [InlineData("localhost.", HttpStatusCode.BadRequest)]
    [InlineData("127.0.0.2", HttpStatusCode.BadRequest)]
    [InlineData("10.0.0.1", HttpStatusCode.BadRequest)]
    [InlineData("0.0.0.0", HttpStatusCode.BadRequest)]
    public async Task HostHeader_LoopbackOrForeignName_IsAcceptedOnlyForLoopback(string host, HttpStatusCode expected)
    {
        foreach (var path in new[] { "/", "/healthz", "/login", "/_blazor/initializers" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Host = $"{host}:{signedIn.Dashboard.Address.Port}";
            request.Headers.Add("Cookie", signedIn.Cookie);
            var status = (await signedIn.Browser.SendAsync(request)).StatusCode;
            if (expected == HttpStatusCode.OK)
                Assert.NotEqual(HttpStatusCode.BadRequest, status);
            else
                Assert.Equal(expected, status);
        }
    }

    [Theory]
    [InlineData(null)]
    [InlineData("null")]
    [InlineData("http://evil.example")]
    [InlineData("https://localhost:PORT")]
    [InlineData("http://127.0.0.1:PORT")]
    [InlineData("http://localhost")]
    [InlineData("http://localhost:1")]
    [InlineData("http://localhost:PORT.evil.example")]
    public async Task OriginHeader_MissingOrForeign_Returns403ForWritesAndWebSocket(string? origin)
    {
        foreach (
            var (method, path) in new[]
            {
                ("POST", "/"),
                ("POST", "/_blazor/negotiate"),
                ("PUT", "/pods"),
                ("DELETE", "/metrics"),
                ("POST", "/login"),
            }
        )
            Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(new HttpMethod(method), path, origin));

        var refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenCircuitAsync(origin));
        Assert.Contains("403", refused.Message);
    }

    [Theory]
    [InlineData("http://evil.example", null)]
    [InlineData(null, "cross-site")]
    [InlineData(null, "same-site")]
    public async Task BlazorHub_GetFromForeignOriginOrSite_Returns403(string? origin, string? site) =>
        Assert.Equal(HttpStatusCode.Forbidden, await SendAsync(HttpMethod.Get, "/_blazor/initializers", origin, site));

    [Fact]
    public async Task BlazorHub_SameOriginWithSession_OpensWebSocket()
    {
        Assert.Equal(HttpStatusCode.OK, await SendAsync(HttpMethod.Get, "/_blazor/initializers", null, "same-origin"));
        using var socket = await OpenCircuitAsync("http://localhost:PORT");
        Assert.Equal(WebSocketState.Open, socket.State);
    }

    [Fact]
    public async Task BlazorHub_SameOriginWithoutSession_Returns401()
    {
        var refused = await Assert.ThrowsAsync<WebSocketException>(() => OpenCircuitAsync("http://localhost:PORT", cookie: ""));
        Assert.Contains("401", refused.Message);
    }

    [Fact]
    public async Task ConnectionLimit_EleventhPageOfSession_Returns503UntilPagesClose()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var own = new SignedIn(dashboard);
        await own.InitializeAsync();
        var sockets = new List<ClientWebSocket>();
        for (var page = 0; page < 10; page++)
            sockets.Add(await OpenAsync(own, "http://localhost:PORT", own.Cookie));

        foreach (var spelling in (string[])["/_blazor", "/_blazor/", "/_BLAZOR", "/_Blazor//"])
            await Assert.ThrowsAsync<WebSocketException>(() => OpenAsync(own, "http://localhost:PORT", own.Cookie, spelling));
        var page11 = await own.Browser.GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page11.StatusCode);
        Assert.Contains("Too many pages", await page11.Content.ReadAsStringAsync());

        foreach (var socket in sockets)
            socket.Abort();
        await Eventually.TrueAsync(async () => (await own.Browser.GetAsync("/")).StatusCode == HttpStatusCode.OK);
    }

    private async Task<HttpStatusCode> SendAsync(HttpMethod method, string path, string? origin, string? site = null)
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("Cookie", signedIn.Cookie);
        if (origin is not null)
            request.Headers.TryAddWithoutValidation("Origin", signedIn.WithPort(origin));
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        return (await signedIn.Browser.SendAsync(request)).StatusCode;
    }

    private Task<ClientWebSocket> OpenCircuitAsync(string? origin, string? cookie = null) =>
        OpenAsync(signedIn, origin, cookie ?? signedIn.Cookie);

    private static async Task<ClientWebSocket> OpenAsync(SignedIn who, string? origin, string cookie, string path = "/_blazor")
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
            socket.Options.SetRequestHeader("Origin", who.WithPort(origin));
        if (cookie.Length > 0)
            socket.Options.SetRequestHeader("Cookie", cookie);
        await socket.ConnectAsync(new Uri($"ws://localhost:{who.Dashboard.Address.Port}{path}"), TestContext.Current.CancellationToken);
        return socket;
    }

    /// <summary>A dashboard and a signed-in browser.</summary>
    public sealed class SignedIn : IAsyncLifetime, IDisposable
    {
        public SignedIn() { }

        internal SignedIn(RunningDashboard dashboard) => Dashboard = dashboard;

        public RunningDashboard Dashboard { get; private set; } = null!;

        public HttpClient Browser { get; private set; } = null!;

        public string Cookie { get; private set; } = "";

        public string WithPort(string text) => text.Replace("PORT", $"{Dashboard.Address.Port}");

        public async ValueTask InitializeAsync()
        {
            Dashboard ??= await RunningDashboard.StartAsync();
            Browser = Dashboard.Browser();
            Cookie = (await Browser.GetAsync(Dashboard.Links[^1])).Headers.GetValues("Set-Cookie").Single().Split(';')[0];
        }

        public async ValueTask DisposeAsync()
        {
            Dispose();
            await Dashboard.DisposeAsync();
        }

        public void Dispose() => Browser.Dispose();
    }
}
