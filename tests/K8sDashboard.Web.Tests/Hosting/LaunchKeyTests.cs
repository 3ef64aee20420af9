using System.Net;
using System.Security.Claims;
using K8sDashboard.Web.Login;
using Microsoft.AspNetCore.Authentication;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class LaunchKeyTests
{
    private const string Preset = "0123456789abcdef0123456789abcdef";

    [Fact]
    public async Task LaunchLink_FirstUse_SetsSessionCookieAndRedirectsWithoutKey()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/pods")).StatusCode);

        var answer = await browser.GetAsync(Assert.Single(dashboard.Links));

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        Assert.Equal("/", answer.Headers.Location!.OriginalString);
        var cookie = Assert.Single(answer.Headers.GetValues("Set-Cookie"));
        Assert.Contains("httponly", cookie);
        Assert.Contains("samesite=strict", cookie);
        Assert.DoesNotContain(dashboard.Links[0].Query["?k=".Length..], cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/pods")).StatusCode);
    }

    [Fact]
    public async Task LaunchLink_AlreadySpent_Returns401AndPrintsNewLinkOnce()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var first = await dashboard.SignedInBrowserAsync();
        using var second = dashboard.Browser();

        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync(dashboard.Links[0])).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await second.GetAsync(dashboard.Links[0])).StatusCode);

        Assert.Equal(2, dashboard.Links.Count);
        Assert.NotEqual(dashboard.Links[0], dashboard.Links[1]);
        Assert.Equal(HttpStatusCode.Redirect, (await second.GetAsync(dashboard.Links[1])).StatusCode);
    }

    [Fact]
    public async Task LaunchLink_WrongKey_Returns401AndKeepsUnspentKeyValid()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var anonymous = dashboard.Browser();
        foreach (var wrong in new[] { "/login", "/login?k=", "/login?k=x", $"{dashboard.Links[0].PathAndQuery}x" })
            Assert.Equal(HttpStatusCode.Unauthorized, (await anonymous.GetAsync(wrong)).StatusCode);

        Assert.Single(dashboard.Links);
        using var owner = await dashboard.SignedInBrowserAsync();
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync("/")).StatusCode);
    }

    [Fact]
    public async Task LaunchKey_PresetUsedTwice_StaysValid()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--launch-key", Preset);
        for (var run = 0; run < 2; run++)
        {
            using var browser = dashboard.Browser();
            Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync($"/login?k={Preset}")).StatusCode);
        }
    }

    [Fact]
    public async Task SessionCookie_Forged_Returns401()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        browser.DefaultRequestHeaders.Add("Cookie", $"k8sdashboard-{dashboard.Address.Port}=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/")).StatusCode);
    }

    [Fact]
    public void LaunchKey_Generated_Has256BitsAndIsUnique()
    {
        var keys = Enumerable.Range(0, 50).Select(_ => new LaunchKey(null).Current!).ToList();
        Assert.All(keys, key => Assert.Equal(43, key.Length));
        Assert.Equal(keys.Count, keys.Distinct().Count());
    }

    [Fact]
    public void LaunchKey_UsedConcurrently_IsSpentOnce()
    {
        var key = new LaunchKey(null);
        var offered = key.Current!;
        var opened = 0;
        Parallel.For(
            0,
            64,
            _ =>
            {
                if (key.TrySpend(offered))
                    Interlocked.Increment(ref opened);
            }
        );
        Assert.Equal(1, opened);
    }

    [Fact]
    public async Task SessionStore_OneMoreThanItsBound_EvictsTheOldest()
    {
        var sessions = new SessionStore();
        var ids = new List<string>();
        for (var login = 0; login <= SessionStore.Bound; login++)
            ids.Add(await sessions.StoreAsync(Ticket()));
        Assert.Null(await sessions.RetrieveAsync(ids[0]));
        Assert.NotNull(await sessions.RetrieveAsync(ids[1]));
        Assert.NotNull(await sessions.RetrieveAsync(ids[^1]));

        static AuthenticationTicket Ticket() => new(new ClaimsPrincipal(), LaunchKeyHandler.Scheme);
    }

    [Fact]
    public async Task SessionCookie_AfterLogin_HoldsNeitherKeyNorSessionId()
    {
        await using var dashboard = await RunningDashboard.StartAsync("--launch-key", Preset);
        using var browser = dashboard.Browser();
        var cookie = Assert.Single((await browser.GetAsync($"/login?k={Preset}")).Headers.GetValues("Set-Cookie"));
        Assert.StartsWith($"k8sdashboard-{dashboard.Address.Port}=", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain(Preset, cookie, StringComparison.Ordinal);
        Assert.Contains("path=/", cookie, StringComparison.Ordinal);
        Assert.DoesNotContain("expires", cookie, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("POST")]
    [InlineData("HEAD")]
    public async Task LaunchLink_OpenedByAnotherMethod_Returns405AndKeepsTheKey(string method)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        using var request = new HttpRequestMessage(new HttpMethod(method), dashboard.Links[0].PathAndQuery);
        request.Headers.Add("Origin", $"http://localhost:{dashboard.Address.Port}");
        Assert.Equal(HttpStatusCode.MethodNotAllowed, (await browser.SendAsync(request)).StatusCode);
        Assert.Equal(HttpStatusCode.Redirect, (await browser.GetAsync(dashboard.Links[0])).StatusCode);
    }
}
