using System.Net;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Web.Hosting;
using Microsoft.AspNetCore.Components.Server;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Enumerates the app's actual endpoints, so that new ones are covered.</summary>
public sealed class EndpointInventoryTests
{
    /// <summary>Every route except static files, with its access rule. A new route must be declared here.</summary>
    private static readonly string[] Known =
    [
        "/ session",
        "/_blazor session, own origin",
        "/_blazor/disconnect session, own origin",
        "/_blazor/initializers session, own origin",
        "/_blazor/negotiate session, own origin",
        "/_framework/opaque-redirect session",
        "/events session",
        "/healthz anyone",
        "/login session",
        "/metrics anyone",
        "/nodes session",
        "/nodes/{Name} session",
        "/not-found session",
        "/pods session",
        "/pods/{Namespace}/{Name} session",
        "/readyz anyone",
        "/services session",
        "/services/{Namespace}/{Name} session",
        "/status session",
        "/workloads/deployments session",
        "/workloads/deployments/{Namespace}/{Name} session",
        "/{**path:file} session",
    ];

    /// <summary>Answered without a session. None of them names an object of the cluster.</summary>
    private static readonly string[] Open =
    [
        "/healthz",
        "/readyz",
        "/metrics",
        "/tokens.css",
        "/app.css",
        "/shell.css",
        "/theme.js",
        "/favicon.svg",
    ];

    [Fact]
    [Trait("BadInput", "B12-endpoint-inventory")]
    public async Task Endpoints_AllRoutes_MatchTheListedProtection()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var anonymous = dashboard.Browser();
        using var foreign = await dashboard.SignedInBrowserAsync();
        foreign.DefaultRequestHeaders.Add("Origin", "http://evil.example");
        var found = new List<string>();
        foreach (
            var route in dashboard
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Where(endpoint => !IsFile(endpoint))
                .Select(Text)
                .Distinct()
                .Order(StringComparer.Ordinal)
        )
        {
            var path = route.Replace("{Namespace}", "x", StringComparison.Ordinal).Replace("{Name}", "x", StringComparison.Ordinal);
            var anyone = (await anonymous.GetAsync(path)).StatusCode != HttpStatusCode.Unauthorized;
            var own = (await foreign.GetAsync(path)).StatusCode == HttpStatusCode.Forbidden;
            found.Add($"{route} {(anyone ? "anyone" : "session")}{(own ? ", own origin" : "")}");
        }

        Assert.Equal(Known, found);
    }

    [Fact]
    [Trait("BadInput", "B12-endpoint-inventory")]
    public async Task Endpoints_StaticFiles_AllowOnlyGetAndHead()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        Assert.All(
            dashboard.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Where(IsFile),
            file =>
                Assert.Equal(["GET", "HEAD"], file.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods.Order(StringComparer.Ordinal))
        );
    }

    [Fact]
    [Trait("BadInput", "B12-endpoint-inventory")]
    public async Task Endpoints_NoSession_Return401ExceptOnOpenPaths()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        dashboard.Store.Fill(Bare.Pod("shop", "secret-name"));
        using var anonymous = dashboard.Browser();
        var paths = Paths(dashboard);
        Assert.Contains("/pods/x/x", paths);
        Assert.Contains("/_blazor", paths);
        Assert.Contains("/_content/MudBlazor/MudBlazor.min.css", paths);

        foreach (var path in paths.Except(Open))
        {
            var answer = await anonymous.GetAsync(path);
            Assert.True(answer.StatusCode == HttpStatusCode.Unauthorized, $"{path} answered {(int)answer.StatusCode}");
        }

        foreach (var path in Open)
        {
            var answer = await anonymous.GetAsync(path);
            Assert.NotEqual(HttpStatusCode.Unauthorized, answer.StatusCode);
            Assert.NotEqual(HttpStatusCode.NotFound, answer.StatusCode);
            Assert.DoesNotContain("secret-name", await answer.Content.ReadAsStringAsync());
        }
    }

    [Theory]
    [Trait("BadInput", "B12-endpoint-inventory")]
    [InlineData("//pods")]
    [InlineData("/login/x")]
    [InlineData("/app.css/../pods")]
    [InlineData("/%2e%2e/pods")]
    [InlineData("/healthz%2f..%2fpods")]
    public async Task Endpoints_OddPathSpellingWithoutSession_Return401(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var anonymous = dashboard.Browser();
        Assert.Equal(
            HttpStatusCode.Unauthorized,
            (await anonymous.GetAsync(new Uri(anonymous.BaseAddress + path.TrimStart('/')))).StatusCode
        );
    }

    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; "
        + "connect-src 'self'; form-action 'self'; base-uri 'self'; frame-ancestors 'none'";

    [Fact]
    public async Task ResponseHeaders_AllPages_HaveContentSecurityPolicyAndNoStore()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = await dashboard.SignedInBrowserAsync();
        using var anonymous = dashboard.Browser();
        foreach (var path in Paths(dashboard).Where(path => !path.StartsWith("/_", StringComparison.Ordinal)).Append("/no/such/page"))
        {
            foreach (var client in new[] { browser, anonymous })
            {
                var answer = await client.GetAsync(path);
                Assert.True(answer.Headers.Contains("Content-Security-Policy"), $"{path}: {answer}");
                Assert.Equal(Policy, Assert.Single(answer.Headers.GetValues("Content-Security-Policy")));
                Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
                Assert.Equal("no-referrer", Assert.Single(answer.Headers.GetValues("Referrer-Policy")));
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Opener-Policy")));
                Assert.Equal("same-origin", Assert.Single(answer.Headers.GetValues("Cross-Origin-Resource-Policy")));
                if (answer.Content.Headers.ContentType?.MediaType != "text/html")
                    continue;
                Assert.True(answer.Headers.CacheControl?.NoStore, path);
                Assert.DoesNotContain("<script>", await answer.Content.ReadAsStringAsync());
            }
        }
    }

    [Fact]
    public async Task ServerOptions_RequestBodyAndCircuits_HaveTheirLimits()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        Assert.Equal(64 * 1024, dashboard.Services.GetRequiredService<IOptions<KestrelServerOptions>>().Value.Limits.MaxRequestBodySize);
        var circuits = dashboard.Services.GetRequiredService<IOptions<CircuitOptions>>().Value;
        Assert.Equal(TimeSpan.FromSeconds(10), circuits.JSInteropDefaultCallTimeout);
        Assert.Equal((50, 100), (circuits.DisconnectedCircuitMaxRetained, circuits.PersistedCircuitInMemoryMaxRetained));
        Assert.Equal(
            (TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10)),
            (circuits.DisconnectedCircuitRetentionPeriod, circuits.PersistedCircuitInMemoryRetentionPeriod)
        );
    }

    private static bool IsFile(RouteEndpoint endpoint) =>
        endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    private static string Text(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.Trim('/');

    /// <summary>Each route once, with values for its parameters.</summary>
    private static List<string> Paths(RunningDashboard dashboard) =>
        [
            .. dashboard
                .Services.GetRequiredService<EndpointDataSource>()
                .Endpoints.OfType<RouteEndpoint>()
                .Select(endpoint =>
                    "/"
                    + string.Join(
                        '/',
                        endpoint.RoutePattern.PathSegments.Select(segment =>
                            string.Concat(
                                segment.Parts.Select(part =>
                                    part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal ? literal.Content
                                    : part is Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator ? separator.Content
                                    : "x"
                                )
                            )
                        )
                    )
                )
                .Distinct(),
        ];
}
