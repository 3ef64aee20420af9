using System.Net;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class ProbeTests
{
    [Fact]
    public async Task Ready_means_that_every_kind_was_listed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var probe = dashboard.Browser();
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await probe.GetAsync("/readyz")).StatusCode);

        dashboard.Store.Fill(Bare.Pod("shop", "cart"));

        await Eventually.TrueAsync(async () => (await probe.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
    }

    [Fact]
    public async Task Metrics_are_in_the_Prometheus_format_and_tell_nothing_of_what_we_ask_others()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var scraper = dashboard.Browser();
        await scraper.GetAsync("/healthz");
        var text = await scraper.GetStringAsync("/metrics");
        Assert.Contains("\nsystem_runtime_dotnet_process_memory_working_set ", text);
        Assert.Contains("\nmicrosoft_aspnetcore_hosting_http_server_request_duration_count", text);
        Assert.DoesNotContain("http_client", text);
    }
}
