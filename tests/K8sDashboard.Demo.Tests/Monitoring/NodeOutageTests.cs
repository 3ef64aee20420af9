using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>A node whose exporter is down for a while, and a new node, on a real Prometheus.</summary>
public sealed class NodeOutageTests(NodeOutageTests.Samples prometheus) : IClassFixture<NodeOutageTests.Samples>
{
    private static readonly NodeSubject Node = new("n1", "10.0.0.5");

    public static TheoryData<NodeMetric> Metrics => [NodeMetric.Cpu, NodeMetric.CpuByMode, NodeMetric.Memory];

    [Theory]
    [MemberData(nameof(Metrics))]
    public async Task NodeChart_ExporterDown_KeepsPastAndNamesOutage(NodeMetric metric)
    {
        var data = await DataAsync(metric, TimeRange.Default);

        Assert.All(data.Lines, line => Assert.True(double.IsNaN(line.Last)));
        Assert.All(data.Lines, line => Assert.All(line.Values.Take(120), value => Assert.True(double.IsFinite(value))));
        var outage = Assert.Single(data.Outages);
        Assert.Equal("The target 10.0.0.5:9100 of job node-exporter is down", outage.Subject);
        Assert.Equal(prometheus.End + Samples.Down, outage.Since);
        Assert.Contains("connection refused", outage.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Metrics))]
    public async Task NodeChart_RangeBeforeOutage_HasNoGapAndNoOutage(NodeMetric metric)
    {
        var span = TimeRange.Spanning(prometheus.End.AddMinutes(-150), prometheus.End.AddMinutes(-90));

        var data = await DataAsync(metric, span);

        Assert.All(data.Lines, line => Assert.All(line.Values, value => Assert.True(double.IsFinite(value))));
        Assert.Empty(data.Outages);
    }

    [Fact]
    public async Task NodeChart_RangeWithinOutage_SaysWhichTargetWasDown()
    {
        prometheus.SkipWithout();
        var span = TimeRange.Spanning(prometheus.End.AddMinutes(-14), prometheus.End.AddMinutes(-8));

        var state = Assert.IsType<ChartState.NoData>(await LoadAsync(NodeMetric.Memory, span));

        var outage = Assert.Single(state.Outages);
        Assert.Equal(
            ("The target 10.0.0.5:9100 of job node-exporter was down at the end of this span", prometheus.End + Samples.Down),
            (outage.Subject, outage.Since)
        );
    }

    [Fact]
    public async Task NodeChart_RangeOfTenDays_HasLines()
    {
        var data = await DataAsync(NodeMetric.Memory, TimeRange.Spanning(prometheus.End.AddDays(-10), prometheus.End));

        Assert.NotEmpty(data.Lines);
    }

    [Fact]
    public async Task NodeChart_ExporterBackUp_EndsOutageAtNextScrape()
    {
        prometheus.SkipWithout();
        var time = new FakeTimeProvider(prometheus.AtEnd);
        using var client = prometheus.NewClient(time);
        var panel = new ChartDefinition.OfNode(NodeMetric.Memory, Node);
        var loader = new ChartLoader(client, new MetricDiscovery(client, time), time);
        await using var states = loader
            .WatchAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken)
            .GetAsyncEnumerator(TestContext.Current.CancellationToken);
        await states.MoveNextAsync();
        await states.MoveNextAsync();
        Assert.Single(Assert.IsType<ChartState.Series>(states.Current).Data.Outages);
        var seen = time.GetUtcNow();
        while (states.Current is not ChartState.Series { Data.Outages.IsEmpty: true })
        {
            var next = states.MoveNextAsync().AsTask();
            time.Advance(ChartLoader.RetryAfter);
            seen += ChartLoader.RetryAfter;
            Assert.True(await next.WaitAsync(TimeSpan.FromMinutes(2), TestContext.Current.CancellationToken));
            Assert.True(seen <= prometheus.End + Samples.Back + BackfilledPrometheus.Interval, $"still down at {seen:HH:mm:ss}");
        }

        Assert.True(seen >= prometheus.End + Samples.Back);
        var after = await loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken);
        Assert.True(double.IsFinite(Assert.IsType<ChartState.Series>(after).Data.Lines[0].Last));
    }

    [Fact]
    public async Task NodeChart_CpuBesideGap_ShowsNoPeak()
    {
        var busy = Assert.Single((await DataAsync(NodeMetric.Cpu, TimeRange.Default)).Lines);
        Assert.Contains(double.NaN, busy.Values);
        Assert.All(busy.Values.Where(double.IsFinite), value => Assert.Equal(0.13, value, 3));
        var modes = (await DataAsync(NodeMetric.CpuByMode, TimeRange.Default)).Lines;
        Assert.All(modes.Single(line => line.Name == "user").Values.Where(double.IsFinite), value => Assert.Equal(0.10, value, 3));
    }

    [Theory]
    [InlineData(30)]
    [InlineData(60)]
    [InlineData(105)]
    public async Task NodeUsage_NodeUpFor30To105Seconds_ShowsActualCpu(int age)
    {
        prometheus.SkipWithout();
        var young = new NodeSubject("n2", "10.0.0.6");
        var answer = await new NodeUsage(prometheus.Client, prometheus.Discovery).LoadAsync(
            UsageMetric.Cpu,
            [("n2", young)],
            prometheus.End + Samples.Boot + TimeSpan.FromSeconds(age),
            TestContext.Current.CancellationToken
        );
        Assert.Equal(0.30, Assert.IsType<UsageState.Value>(Assert.IsType<UsageAnswer<string>.Known>(answer).Of["n2"]).Amount, 3);
    }

    [Fact]
    public async Task NodeUsage_ExporterDown_SaysTargetIsDown()
    {
        prometheus.SkipWithout();
        var answer = await new NodeUsage(prometheus.Client, prometheus.Discovery).LoadAsync(
            UsageMetric.Memory,
            [("n1", Node)],
            prometheus.End,
            TestContext.Current.CancellationToken
        );
        var why = Assert.IsType<UsageState.NoData>(Assert.IsType<UsageAnswer<string>.Known>(answer).Of["n1"]).Message;
        Assert.StartsWith("The target 10.0.0.5:9100 of job node-exporter is down: ", why, StringComparison.Ordinal);
        Assert.EndsWith("connection refused", why, StringComparison.Ordinal);
    }

    private async Task<ChartData> DataAsync(NodeMetric metric, TimeRange range)
    {
        prometheus.SkipWithout();
        return Assert.IsType<ChartState.Series>(await LoadAsync(metric, range)).Data;
    }

    private Task<ChartState> LoadAsync(NodeMetric metric, TimeRange range) =>
        prometheus.Loader.LoadAsync(new ChartDefinition.OfNode(metric, Node), range, TestContext.Current.CancellationToken);

    /// <summary>
    /// Three hours of a node whose exporter is down for the last twenty minutes and was for three before; and a node that is two minutes
    /// old.
    /// </summary>
    public sealed class Samples : BackfilledPrometheus
    {
        public static readonly TimeSpan Down = TimeSpan.FromMinutes(-20);
        public static readonly TimeSpan Back = TimeSpan.FromSeconds(75);
        public static readonly TimeSpan Boot = TimeSpan.FromSeconds(-105);

        private static readonly TimeSpan Start = TimeSpan.FromHours(-3);

        protected override bool NeedsReasons => true;

        protected override void Write()
        {
            foreach (
                var (from, to, up) in ((TimeSpan, TimeSpan, double)[])
                    [
                        (Start, TimeSpan.FromMinutes(-25), 1),
                        (TimeSpan.FromMinutes(-25) + Interval, TimeSpan.FromMinutes(-22), 0),
                        (TimeSpan.FromMinutes(-22) + Interval, Down, 1),
                        (Down + Interval, Back - Interval, 0),
                        (Back, TimeSpan.FromMinutes(4), 1),
                    ]
            )
            {
                Add("""up{job="node-exporter",instance="10.0.0.5:9100"}""", from, to, _ => up);
                if (up == 1)
                    Exporter("10.0.0.5:9100", from, to, 1e6 + (from - Start).TotalSeconds, idle: 0.87, user: 0.10, system: 0.03);
            }

            Exporter("10.0.0.6:9100", Boot, TimeSpan.Zero, 0, idle: 0.70, user: 0.20, system: 0.10);
        }

        private void Exporter(string instance, TimeSpan from, TimeSpan to, double before, double idle, double user, double system)
        {
            var target = $"""job="node-exporter",instance="{instance}" """.TrimEnd();
            Add("node_uname_info{" + target + "}", from, to, _ => 1);
            Add("node_memory_MemTotal_bytes{" + target + "}", from, to, _ => 8e9);
            Add("node_memory_MemAvailable_bytes{" + target + "}", from, to, _ => 6e9);
            foreach (var cpu in (string[])["0", "1"])
            {
                foreach (
                    var (mode, share) in ((string, double)[])
                        [("idle", idle), ("iowait", 0), ("steal", 0), ("user", user), ("system", system)]
                )
                    Add(
                        "node_cpu_seconds_total{" + target + $",cpu=\"{cpu}\",mode=\"{mode}\"}}",
                        from,
                        to,
                        seconds => (before + seconds) * share
                    );
            }
        }
    }
}
