using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>The pods of a single-node cluster while its cAdvisor is down, on a real Prometheus.</summary>
public sealed class CadvisorOutageTests(CadvisorOutageTests.Samples prometheus) : IClassFixture<CadvisorOutageTests.Samples>
{
    public static TheoryData<PodMetric> Metrics => [PodMetric.Cpu, PodMetric.Memory, PodMetric.Network];

    [Theory]
    [MemberData(nameof(Metrics))]
    public async Task PodChart_CadvisorDown_KeepsPastAndNamesOutage(PodMetric metric)
    {
        prometheus.SkipWithout();
        foreach (
            var panel in (ChartDefinition[])
                [
                    new ChartDefinition.OfPod(metric, new PodSubject("shop", "web-1")),
                    new ChartDefinition.OfWorkload(metric, new WorkloadSubject("shop", new NameSet(["web-1", "web-2"]))),
                ]
        )
        {
            var state = await prometheus.Loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken);

            var data = Assert.IsType<ChartState.Series>(state).Data;
            Assert.All(data.Lines, line => Assert.True(double.IsNaN(line.Last)));
            Assert.All(data.Lines, line => Assert.All(line.Values.Take(120), value => Assert.True(double.IsFinite(value))));
            var outage = Assert.Single(data.Outages);
            Assert.Equal(("The target n1 of job cadvisor is down", prometheus.End + Samples.Down), (outage.Subject, outage.Since));
        }
    }

    [Fact]
    public async Task PodChart_PodEndedWhileTargetIsUp_NamesNoOutage()
    {
        prometheus.SkipWithout();
        var range = TimeRange.Spanning(prometheus.End.AddMinutes(-90), prometheus.End.AddMinutes(-40));

        var state = await prometheus.Loader.LoadAsync(
            new ChartDefinition.OfPod(PodMetric.Memory, new PodSubject("shop", "gone")),
            range,
            TestContext.Current.CancellationToken
        );

        var data = Assert.IsType<ChartState.Series>(state).Data;
        Assert.True(double.IsNaN(data.Lines[0].Last));
        Assert.Empty(data.Outages);
    }

    public sealed class Samples : BackfilledPrometheus
    {
        public static readonly TimeSpan Down = TimeSpan.FromMinutes(-20);

        private static readonly TimeSpan Start = TimeSpan.FromHours(-2);

        protected override void Write()
        {
            Add("""up{job="cadvisor",instance="n1"}""", Start, Down, _ => 1);
            Add("""up{job="cadvisor",instance="n1"}""", Down + Interval, TimeSpan.Zero, _ => 0);
            Container("web-1", Down);
            Container("web-2", Down);
            Container("gone", TimeSpan.FromMinutes(-60));
        }

        private void Container(string pod, TimeSpan to)
        {
            var target = $"job=\"cadvisor\",instance=\"n1\",namespace=\"shop\",pod=\"{pod}\"";
            var labels = "{" + target + $",container=\"app\",image=\"nginx\",id=\"/{pod}/c\",name=\"{pod}\"}}";
            Add("container_memory_working_set_bytes" + labels, Start, to, _ => 1e8);
            Add("container_cpu_usage_seconds_total" + labels, Start, to, seconds => seconds / 4);
            foreach (var direction in (string[])["receive", "transmit"])
                Add(
                    $"container_network_{direction}_bytes_total{{{target},interface=\"eth0\",image=\"pause\",id=\"/{pod}/s\"}}",
                    Start,
                    to,
                    seconds => seconds * 10
                );
        }
    }
}
