using System.Net;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>HEAD is GET without a body, with the same access rules, and does not spend the launch key.</summary>
public sealed class HeadRequestsTests
{
    [Theory]
    [InlineData("/")]
    [InlineData("/pods")]
    [InlineData("/no/such/page")]
    [InlineData("/healthz")]
    [InlineData("/app.css")]
    public async Task HeadRequest_WithAndWithoutSession_HasStatusOfGetAndNoBody(string path)
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = await dashboard.SignedInBrowserAsync();
        using var anonymous = dashboard.Browser();
        foreach (var client in (HttpClient[])[browser, anonymous])
        {
            using var page = await client.GetAsync(path, TestContext.Current.CancellationToken);
            using var head = await client.SendAsync(new(HttpMethod.Head, path), TestContext.Current.CancellationToken);
            Assert.Equal(
                (page.StatusCode, page.Content.Headers.ContentType?.MediaType),
                (head.StatusCode, head.Content.Headers.ContentType?.MediaType)
            );
            Assert.Empty(await head.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken));
        }
    }

    [Fact]
    public async Task HeadRequest_LaunchLink_DoesNotSpendTheKey()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var browser = dashboard.Browser();
        await browser.SendAsync(new(HttpMethod.Head, dashboard.Links[^1]), TestContext.Current.CancellationToken);
        await browser.GetAsync(dashboard.Links[^1], TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/", TestContext.Current.CancellationToken)).StatusCode);
    }
}
