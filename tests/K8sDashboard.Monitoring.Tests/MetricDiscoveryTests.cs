using K8sDashboard.Monitoring.Charts;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>How long a discovery is kept, and who shares it.</summary>
public sealed class MetricDiscoveryTests : IAsyncLifetime
{
    private const string Machine = """{"metric":{"__name__":"machine_cpu_cores","instance":"n1"},"value":[1,"4"]}""";
    private const string Exporter = """{"metric":{"__name__":"node_uname_info","instance":"n1","nodename":"n1"},"value":[1,"1"]}""";

    private readonly FakeTimeProvider time = new(new DateTimeOffset(2026, 11, 23, 12, 0, 7, TimeSpan.Zero));
    private ScrapedCluster cluster = null!;
    private MetricDiscovery discovery = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await ScrapedCluster.StartAsync(time);
        discovery = new(cluster.Client, time);
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(true, 300)]
    [InlineData(false, 30)]
    public async Task MetricDiscovery_AllOrSomethingScraped_IsKeptFiveMinutesOrHalfAMinute(bool all, int seconds)
    {
        cluster.Nodes = all ? [Machine, Exporter] : [Machine];
        await JobAsync();
        cluster.ContainerJob = "another";

        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        Assert.Equal("cadvisor", await JobAsync());

        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("another", await JobAsync());
    }

    [Fact]
    public async Task MetricDiscovery_Failed_IsNotKept()
    {
        cluster.Nodes = ["{}"];
        Assert.NotNull((await discovery.DiscoverAsync(default)).FailureMessage);

        cluster.Nodes = [Machine];
        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("cadvisor", await JobAsync());
    }

    [Fact]
    public async Task MetricDiscovery_FirstCallerCancels_OthersGetTheAnswer()
    {
        using var leaving = new CancellationTokenSource();
        var left = discovery.DiscoverAsync(leaving.Token);
        var stayed = JobAsync();

        await leaving.CancelAsync();

        await left.ContinueWith(_ => { }, TaskScheduler.Default);
        Assert.Equal("cadvisor", await stayed);
    }

    private async Task<string?> JobAsync() =>
        Assert.IsType<PrometheusAnswer<ScrapedMetrics>.Data>(await discovery.DiscoverAsync(default)).Value.ContainerJob;
}
