using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>
/// Series of a terminated container beside those of its successor, on a real Prometheus: the value of a container is that of the running
/// one.
/// </summary>
public sealed class RestartedContainerTests(RestartedContainerTests.Samples prometheus) : IClassFixture<RestartedContainerTests.Samples>
{
    private const double Mi = 1024 * 1024;

    [Theory]
    [InlineData("timestamps")]
    [InlineData("starts")]
    [InlineData("lingering")]
    [InlineData("recreated")]
    public async Task PodUsage_ContainerRestarted_ShowsRunningContainer(string pod)
    {
        Assert.Equal(120 * Mi, await ReadAsync(UsageMetric.Memory, pod, null));
        Assert.Equal(120 * Mi, await ReadAsync(UsageMetric.Memory, pod, RankEnd.Highest));
        Assert.Equal(0.1, await ReadAsync(UsageMetric.Cpu, pod, null), 3);
    }

    [Theory]
    [InlineData("timestamps")]
    [InlineData("starts")]
    [InlineData("lingering")]
    [InlineData("recreated")]
    public async Task PodChart_ContainerRestarted_EndsWithRunningContainerAndKeepsPrevious(string pod)
    {
        var memory = Assert.Single(await LinesAsync(PodMetric.Memory, pod));
        Assert.Equal((120 * Mi, 900 * Mi), (memory.Last, memory.Max));
        var cpu = Assert.Single(await LinesAsync(PodMetric.Cpu, pod));
        Assert.Equal(0.1, cpu.Last, 3);
        Assert.Equal(0.9, cpu.Max, 3);
        Assert.Equal(0.2, Assert.Single(await LinesAsync(PodMetric.Throttling, pod)).Last, 3);
        Assert.Equal([100, 50], (await LinesAsync(PodMetric.Network, pod)).Select(line => Math.Round(line.Last)));
    }

    [Fact]
    public async Task WorkloadChart_ContainersRestarted_SumsRunningContainers()
    {
        prometheus.SkipWithout();
        var panel = new ChartDefinition.OfWorkload(
            PodMetric.Memory,
            new WorkloadSubject("shop", new NameSet(["timestamps", "starts", "lingering", "recreated"]))
        );
        var lines = Assert
            .IsType<ChartState.Series>(await prometheus.Loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken))
            .Data.Lines;
        Assert.Equal(("all pods", 480 * Mi), (lines[0].Name, lines[0].Last));
    }

    private async Task<IReadOnlyList<ChartLine>> LinesAsync(PodMetric metric, string pod)
    {
        prometheus.SkipWithout();
        var panel = new ChartDefinition.OfPod(metric, new PodSubject("shop", pod));
        return Assert
            .IsType<ChartState.Series>(await prometheus.Loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken))
            .Data.Lines;
    }

    private async Task<double> ReadAsync(UsageMetric metric, string pod, RankEnd? only)
    {
        prometheus.SkipWithout();
        var answer = await new PodUsage(prometheus.Client, prometheus.Discovery).LoadAsync(
            metric,
            [new PodGroup<string>(pod, [new PodInstance("shop", pod)])],
            prometheus.End,
            only,
            TestContext.Current.CancellationToken
        );
        return Assert.IsType<UsageState.Value>(Assert.IsType<UsageAnswer<string>.Known>(answer).Of[pod]).Amount;
    }

    /// <summary>Pods whose container was restarted two minutes before the end, as different installations export it.</summary>
    public sealed class Samples : BackfilledPrometheus
    {
        private static readonly TimeSpan Hour = TimeSpan.FromMinutes(70);
        private static readonly TimeSpan Restart = TimeSpan.FromSeconds(-120);

        protected override void Write()
        {
            // Samples with timestamps, hence without staleness markers: the lookback returns the last one for five minutes.
            Container("timestamps", "old", -Hour, Restart, big: true);
            Container("timestamps", "new", Restart + Interval, TimeSpan.Zero, big: false);
            // Likewise with the container's start time.
            Container("starts", "old", -Hour, Restart, big: true, start: -Hour);
            Container("starts", "new", Restart + Interval, TimeSpan.Zero, big: false, start: Restart);
            // An exporter that still exports the terminated one.
            Container("lingering", "old", -Hour, TimeSpan.Zero, big: true, start: -Hour);
            Container("lingering", "new", Restart + Interval, TimeSpan.Zero, big: false, start: Restart);
            // A pod recreated under its name on another node.
            Container("recreated", "old", -Hour, Restart, big: true, instance: "n2");
            Container("recreated", "new", Restart + Interval, TimeSpan.Zero, big: false);
        }

        private void Container(string pod, string id, TimeSpan from, TimeSpan to, bool big, TimeSpan? start = null, string instance = "n1")
        {
            var target = $"""job="cadvisor",instance="{instance}",namespace="shop",pod="{pod}" """.TrimEnd();
            var labels = "{" + $"""{target},container="app",image="nginx",id="/kubepods/{pod}/{id}",name="{id}" """.TrimEnd() + "}";
            Add("container_memory_working_set_bytes" + labels, from, to, _ => (big ? 900 : 120) * Mi);
            Add("container_cpu_usage_seconds_total" + labels, from, to, seconds => seconds * (big ? 0.9 : 0.1));
            Add("container_cpu_cfs_periods_total" + labels, from, to, seconds => seconds * 10);
            Add("container_cpu_cfs_throttled_periods_total" + labels, from, to, seconds => seconds * (big ? 9 : 2));
            if (start is { } moment)
                Add("container_start_time_seconds" + labels, from, to, _ => (End + moment).ToUnixTimeSeconds());
            if (pod == "lingering" && big)
                to = Restart;
            var sandbox =
                "{" + $"""{target},interface="eth0",image="pause",id="/kubepods/{pod}/{id}-sandbox",name="{id}-sandbox" """.TrimEnd() + "}";
            Add("container_network_receive_bytes_total" + sandbox, from, to, seconds => seconds * (big ? 900 : 100));
            Add("container_network_transmit_bytes_total" + sandbox, from, to, seconds => seconds * (big ? 900 : 50));
        }
    }
}
