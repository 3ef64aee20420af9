using System.Net;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class ProbeTests
{
    [Fact]
    public async Task Readyz_KindsNotListed_Returns503UntilAllAreListed()
    {
        await using var dashboard = await RunningDashboard.StartAsync();
        using var probe = dashboard.Browser();
        Assert.Equal(HttpStatusCode.OK, (await probe.GetAsync("/healthz")).StatusCode);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await probe.GetAsync("/readyz")).StatusCode);

        dashboard.Store.Fill(Bare.Pod("shop", "cart"));

        await Eventually.TrueAsync(async () => (await probe.GetAsync("/readyz")).StatusCode == HttpStatusCode.OK);
    }
}
