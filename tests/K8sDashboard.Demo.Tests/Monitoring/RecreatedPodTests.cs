using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>
/// A pod that was recreated under its name a minute ago, on a real Prometheus, whose lookback still returns the old pod's samples; for
/// different installations.
/// </summary>
public sealed class RecreatedPodTests(RecreatedPodTests.Samples prometheus) : IClassFixture<RecreatedPodTests.Samples>
{
    private const double Mi = 1024 * 1024;

    [Theory]
    [InlineData("unscraped")]
    [InlineData("unscraped-starts")]
    [InlineData("one-of-two")]
    [InlineData("kubelet-unscraped")]
    public async Task PodUsage_OnlyPredecessorWasScraped_HasNoData(string pod)
    {
        Assert.IsType<UsageState.NoData>(await ReadAsync(UsageMetric.Cpu, pod));
        Assert.IsType<UsageState.NoData>(await ReadAsync(UsageMetric.Memory, pod));
        // For a long-running pod the name has a value: only the start time makes the difference.
        Assert.IsType<UsageState.Value>(await ReadAsync(UsageMetric.Memory, pod, started: TimeSpan.FromHours(-3)));
    }

    [Theory]
    [InlineData("scraped")]
    [InlineData("scraped-starts")]
    [InlineData("kubelet-new")]
    public async Task PodUsage_NewPodWasScraped_HasItsOwnValues(string pod)
    {
        // A rate window longer than the pod's life underestimates, but never returns the 0.9 of the old pod.
        Assert.InRange(Assert.IsType<UsageState.Value>(await ReadAsync(UsageMetric.Cpu, pod)).Amount, 0.02, 0.1001);
        Assert.Equal(120 * Mi, Assert.IsType<UsageState.Value>(await ReadAsync(UsageMetric.Memory, pod)).Amount);
    }

    [Fact]
    public async Task PodUsage_KubeletSeriesSpansBothPods_ShowsMemoryAndNoCpuRate()
    {
        Assert.Equal(120 * Mi, Assert.IsType<UsageState.Value>(await ReadAsync(UsageMetric.Memory, "kubelet-both")).Amount);
        Assert.IsType<UsageState.NoData>(await ReadAsync(UsageMetric.Cpu, "kubelet-both"));
    }

    private async Task<UsageState> ReadAsync(UsageMetric metric, string pod, TimeSpan? started = null)
    {
        prometheus.SkipWithout();
        var instance = new PodInstance("shop", pod, prometheus.End + (started ?? Samples.Start));
        var answer = await new PodUsage(prometheus.Client, prometheus.Discovery).LoadAsync(
            metric,
            [new PodGroup<string>(pod, [instance])],
            prometheus.End,
            null,
            TestContext.Current.CancellationToken
        );
        return Assert.IsType<UsageAnswer<string>.Known>(answer).Of[pod];
    }

    public sealed class Samples : BackfilledPrometheus
    {
        /// <summary>The new pod's start, relative to the end.</summary>
        public static readonly TimeSpan Start = TimeSpan.FromSeconds(-75);

        private static readonly TimeSpan Hour = TimeSpan.FromMinutes(70);
        private static readonly TimeSpan Gone = Start - Interval;

        protected override void Write()
        {
            Container("unscraped", "old", -Hour, Gone, big: true);
            Container("unscraped-starts", "old", -Hour, Gone, big: true, start: -Hour);
            Container("scraped", "old", -Hour, Gone, big: true);
            Container("scraped", "new", Start + Interval, TimeSpan.Zero, big: false);
            Container("scraped-starts", "old", -Hour, Gone, big: true, start: -Hour);
            Container("scraped-starts", "new", Start + Interval, TimeSpan.Zero, big: false, start: Start);
            // One of two containers has been scraped: the sum would include the old pod's other half.
            Container("one-of-two", "old", -Hour, Gone, big: true, start: -Hour);
            Container("one-of-two", "old-proxy", -Hour, Gone, big: true, start: -Hour, container: "proxy");
            Container("one-of-two", "new", Start + Interval, TimeSpan.Zero, big: false, start: Start);
            Kubelet("kubelet-unscraped", -Hour, Gone, big: true);
            Kubelet("kubelet-new", Start + Interval, TimeSpan.Zero, big: false);
            Kubelet("kubelet-both", -Hour, TimeSpan.Zero, big: null);
        }

        private void Container(
            string pod,
            string id,
            TimeSpan from,
            TimeSpan to,
            bool big,
            TimeSpan? start = null,
            string container = "app"
        )
        {
            var labels =
                "{"
                + $"""job="cadvisor",instance="n1",namespace="shop",pod="{pod}",container="{container}","""
                + $"image=\"nginx\",id=\"/kubepods/{pod}/{id}\",name=\"{id}\""
                + "}";
            Add("container_memory_working_set_bytes" + labels, from, to, _ => (big ? 900 : 120) * Mi);
            Add("container_cpu_usage_seconds_total" + labels, from, to, seconds => seconds * (big ? 0.9 : 0.1));
            if (start is { } moment)
                Add("container_start_time_seconds" + labels, from, to, _ => (End + moment).ToUnixTimeSeconds());
        }

        private void Kubelet(string pod, TimeSpan from, TimeSpan to, bool? big)
        {
            var labels = "{" + $"""job="resource",instance="n1",namespace="shop",pod="{pod}" """.TrimEnd() + "}";
            Add("pod_memory_working_set_bytes" + labels, from, to, _ => (big is true ? 900 : 120) * Mi);
            Add("pod_cpu_usage_seconds_total" + labels, from, to, seconds => seconds * (big is true ? 0.9 : 0.1));
        }
    }
}
