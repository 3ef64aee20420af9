using System.Net;
using K8sDashboard.Web.Hosting;
using K8sDashboard.Web.Login;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Walks the endpoints that the app really has, so one that is added tomorrow is in the test.</summary>
public sealed class EndpointInventoryTests
{
    [Fact]
    public async Task No_endpoint_but_the_listed_ones_answers_without_a_session()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        dashboard.Store.Fill(Bare.Pod("shop", "secret-name"));
        using var stranger = dashboard.Browser();
        var paths = Paths(dashboard);
        Assert.Contains("/pods/x/x", paths);
        Assert.Contains("/_blazor", paths);
        Assert.Contains("/_content/MudBlazor/MudBlazor.min.css", paths);

        foreach (var path in paths.Except(AccessGate.Open))
        {
            var answer = await stranger.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path} answered {(int)answer.StatusCode}");
        }

        foreach (var path in AccessGate.Open)
        {
            var answer = await stranger.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("secret-name", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [InlineData("/HEALTHZ/")]
    [InlineData("//pods")]
    [InlineData("/login/x")]
    [InlineData("/app.css/../pods")]
    [InlineData("/%2e%2e/pods")]
    [InlineData("/healthz%2f..%2fpods")]
    public async Task Odd_spellings_are_no_way_around_the_door(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var stranger = dashboard.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await stranger.GetAsync(new Uri(stranger.BaseAddress + path.TrimStart('/')))).StatusCode);
    }

    [Fact]
    public async Task Every_page_forbids_foreign_content_and_is_kept_by_no_cache()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = await dashboard.SignedInBrowserAsync();
        using var stranger = dashboard.Browser();
        foreach (var path in Paths(dashboard).Where(path => !path.StartsWith("/_", StringComparison.Ordinal)).Append("/no/such/page"))
        {
            foreach (var client in new[] { browser, stranger })
            {
                var answer = await client.GetAsync(path);
                Assert.True(answer.Headers.Contains("Content-Security-Policy"), $"{path}: {answer}");
                Assert.Equal(SecurityHeaders.ContentSecurityPolicy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
                if (answer.Content.Headers.ContentType?.MediaType != "text/html") continue;
                Assert.True(answer.Headers.CacheControl?.NoStore, path);
                Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task What_a_browser_may_send_is_bounded()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        Assert.Equal(64 * 1024, dashboard.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize);
        var circuits = dashboard.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;
        Assert.Equal(TimeSpan.FromSeconds(10), circuits.JSInteropDefaultCallTimeout);
        Assert.Equal((50, 100), (circuits.DisconnectedCircuitMaxRetained, circuits.PersistedCircuitInMemoryMaxRetained));
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)),
            (circuits.DisconnectedCircuitRetentionPeriod, circuits.PersistedCircuitInMemoryRetentionPeriod));
    }

    /// <summary>Each route once, with a value in the place of each parameter.</summary>
    private static List<string> Paths(RunningDashboard dashboard) =>
    [
        .. dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Select(endpoint => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(segment =>
                string.Concat(segment.Parts.Select(part => part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
                    : part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator ? separator.Content : "x")))))
            .Distinct(),
    ];
}
