using System.Net;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Developers may have <c>ASPNETCORE_ENVIRONMENT=Development</c> set globally.</summary>
public sealed class DevelopmentTests
{
    [Theory]
    [Trait("BadInput", "B16-unsafe-start")]
    [InlineData("ASPNETCORE_ENVIRONMENT")]
    [InlineData("DOTNET_ENVIRONMENT")]
    public async Task DevelopmentEnvironment_FailingRequest_Returns400WithEmptyBody(string variable)
    {
        var before = Environment.GetEnvironmentVariable(variable);
        Environment.SetEnvironmentVariable(variable, "Development");
        try
        {
            await using var dashboard = await RunningDashboard.StartAsync();
            using var browser = await dashboard.SignedInBrowserAsync();
            // Without the form's antiforgery token the framework throws.
            using var post = new HttpRequestMessage(HttpMethod.Post, "/not-found")
            {
                Headers = { { "Origin", browser.BaseAddress!.GetLeftPart(UriPartial.Authority) } },
            };
            var answer = await browser.SendAsync(post, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            Assert.Empty(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/app.css", TestContext.Current.CancellationToken)).StatusCode);
        }
        finally
        {
            Environment.SetEnvironmentVariable(variable, before);
        }
    }
}
