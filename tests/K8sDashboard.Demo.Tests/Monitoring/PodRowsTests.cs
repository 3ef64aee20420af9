using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>A runtime for which cAdvisor has pod cgroups only, beside one with container names, on a real Prometheus.</summary>
public sealed class PodRowsTests(PodRowsTests.Samples prometheus) : IClassFixture<PodRowsTests.Samples>
{
    private const double Mi = 1024 * 1024;

    [Theory]
    [InlineData(null)]
    [InlineData(RankEnd.Highest)]
    public async Task PodUsage_SeveralRuntimes_ReadsSeriesThatEachRuntimeHas(RankEnd? only)
    {
        prometheus.SkipWithout();
        PodGroup<string>[] groups =
        [
            .. ((string[])["whole", "unlabelled", "named", "kubelet"]).Select(pod => new PodGroup<string>(
                pod,
                [new PodInstance("shop", pod)]
            )),
        ];

        var answer = await new PodUsage(prometheus.Client, prometheus.Discovery).LoadAsync(
            UsageMetric.Memory,
            groups,
            prometheus.End,
            only,
            TestContext.Current.CancellationToken
        );

        var readings = Assert.IsType<UsageAnswer<string>.Known>(answer).Of;
        Assert.Equal(
            [150.5 * Mi, 150.5 * Mi, 100 * Mi, 70 * Mi],
            groups.Select(group => Assert.IsType<UsageState.Value>(readings[group.Key]).Amount)
        );
    }

    [Theory]
    [InlineData("whole", "whole", 150.5)]
    [InlineData("unlabelled", "unlabelled", 150.5)]
    [InlineData("named", "app", 100)]
    [InlineData("kubelet", "kubelet", 70)]
    public async Task PodChart_SeveralRuntimes_HasOnlySeriesThatItsRuntimeHas(string pod, string line, double mebibytes)
    {
        var (name, last) = Assert.Single(await LinesAsync(new ChartDefinition.OfPod(PodMetric.Memory, new PodSubject("shop", pod))));
        Assert.Equal((line, mebibytes * Mi), (name, last));
        Assert.Equal(0.25, Assert.Single(await LinesAsync(new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", pod)))).Last, 3);
    }

    [Fact]
    public async Task WorkloadChart_SeveralRuntimes_SumsAllPods()
    {
        var lines = await LinesAsync(
            new ChartDefinition.OfWorkload(
                PodMetric.Memory,
                new WorkloadSubject("shop", new NameSet(["whole", "unlabelled", "named", "kubelet"]))
            )
        );
        Assert.Equal(
            [("all pods", 471 * Mi), ("kubelet", 70 * Mi), ("named", 100 * Mi), ("unlabelled", 150.5 * Mi), ("whole", 150.5 * Mi)],
            lines.OrderBy(line => line.Name)
        );
    }

    private async Task<IReadOnlyList<(string Name, double Last)>> LinesAsync(ChartDefinition panel)
    {
        prometheus.SkipWithout();
        var state = await prometheus.Loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken);
        return [.. Assert.IsType<ChartState.Series>(state).Data.Lines.Select(line => (line.Name, line.Last))];
    }

    public sealed class Samples : BackfilledPrometheus
    {
        private static readonly TimeSpan Start = TimeSpan.FromMinutes(-10);

        protected override void Write()
        {
            Rows("whole", """container="",image="",""", 150.5);
            Rows("unlabelled", "", 150.5);
            // The usual series of a pod: its cgroup and its sandbox beside its containers.
            Rows("named", """container="app",image="nginx",name="c",""", 100);
            Rows("named", """container="",image="",""", 101);
            Rows("named", """container="",image="pause",name="s",""", 1);
            foreach (
                var metric in ((string, Func<double, double>)[])
                    [("pod_memory_working_set_bytes", _ => 70 * Mi), ("pod_cpu_usage_seconds_total", seconds => seconds / 4)]
            )
                Add(metric.Item1 + """{job="resource",instance="n1",namespace="shop",pod="kubelet"}""", Start, TimeSpan.Zero, metric.Item2);
        }

        private void Rows(string pod, string labels, double mebibytes)
        {
            var all =
                $$"""{job="cadvisor",instance="n1",namespace="shop",pod="{{pod}}",{{labels}}id="/kubepods/{{pod}}/{{labels.Length}}"}""";
            Add("container_memory_working_set_bytes" + all, Start, TimeSpan.Zero, _ => mebibytes * Mi);
            Add("container_cpu_usage_seconds_total" + all, Start, TimeSpan.Zero, seconds => seconds / 4);
        }
    }
}
