using K8sDashboard.Monitoring.Panels;
using K8sDashboard.Monitoring.Readings;

namespace K8sDashboard.Demo.Tests.Monitoring;

/// <summary>A runtime of which cAdvisor knows pods alone beside one whose containers it can name, asked of a real Prometheus.</summary>
public sealed class PodRowsTests(PodRowsTests.Samples prometheus) : IClassFixture<PodRowsTests.Samples>
{
    private const double Mi = 1024 * 1024;

    [Theory]
    [InlineData(null)]
    [InlineData(RankEnd.Highest)]
    public async Task List_of_pods_shows_each_by_the_rows_that_its_runtime_has(RankEnd? only)
    {
        prometheus.SkipWithout();
        PodGroup<string>[] groups = [.. ((string[])["whole", "unlabelled", "named", "kubelet"]).Select(pod => new PodGroup<string>(pod, [new PodInstance("shop", pod)]))];

        var answer = await new PodReadings(prometheus.Client, prometheus.Discovery).LoadAsync(Gauge.Memory, groups, prometheus.End, only, TestContext.Current.CancellationToken);

        var readings = Assert.IsType<ReadingAnswer<string>.Readings>(answer).Of;
        Assert.Equal([150.5 * Mi, 150.5 * Mi, 100 * Mi, 70 * Mi], groups.Select(group => Assert.IsType<Reading.Value>(readings[group.Key]).Amount));
    }

    [Theory]
    [InlineData("whole", "whole", 150.5)]
    [InlineData("unlabelled", "unlabelled", 150.5)]
    [InlineData("named", "app", 100)]
    [InlineData("kubelet", "kubelet", 70)]
    public async Task Chart_of_a_pod_has_the_rows_that_its_runtime_has_and_no_others(string pod, string line, double mebibytes)
    {
        var (name, last) = Assert.Single(await LinesAsync(new Panel.OfPod(PodMetric.Memory, new PodSubject("shop", pod))));
        Assert.Equal((line, mebibytes * Mi), (name, last));
        Assert.Equal(0.25, Assert.Single(await LinesAsync(new Panel.OfPod(PodMetric.Cpu, new PodSubject("shop", pod)))).Last, 3);
    }

    [Fact]
    public async Task Workload_over_several_runtimes_adds_all_its_pods_up()
    {
        var lines = await LinesAsync(new Panel.OfWorkload(PodMetric.Memory, new WorkloadSubject("shop", new NameSet(["whole", "unlabelled", "named", "kubelet"]))));
        Assert.Equal([("all pods", 471 * Mi), ("kubelet", 70 * Mi), ("named", 100 * Mi), ("unlabelled", 150.5 * Mi), ("whole", 150.5 * Mi)], lines.OrderBy(line => line.Name));
    }

    private async Task<IReadOnlyList<(string Name, double Last)>> LinesAsync(Panel panel)
    {
        prometheus.SkipWithout();
        var state = await prometheus.Loader.LoadAsync(panel, TimeRange.Default, TestContext.Current.CancellationToken);
        return [.. Assert.IsType<PanelState.Series>(state).Data.Lines.Select(line => (line.Name, line.Last))];
    }

    public sealed class Samples : BackfilledPrometheus
    {
        private static readonly TimeSpan Start = TimeSpan.FromMinutes(-10);

        protected override void Write()
        {
            Rows("whole", """container="",image="",""", 150.5);
            Rows("unlabelled", "", 150.5);
            // A pod of the usual kind: its own cgroup and its sandbox stand beside its containers.
            Rows("named", """container="app",image="nginx",name="c",""", 100);
            Rows("named", """container="",image="",""", 101);
            Rows("named", """container="",image="pause",name="s",""", 1);
            foreach (var metric in ((string, Func<double, double>)[])[("pod_memory_working_set_bytes", _ => 70 * Mi), ("pod_cpu_usage_seconds_total", seconds => seconds / 4)])
                Add(metric.Item1 + """{job="resource",instance="n1",namespace="shop",pod="kubelet"}""", Start, TimeSpan.Zero, metric.Item2);
        }

        private void Rows(string pod, string labels, double mebibytes)
        {
            var all = $$"""{job="cadvisor",instance="n1",namespace="shop",pod="{{pod}}",{{labels}}id="/kubepods/{{pod}}/{{labels.Length}}"}""";
            Add("container_memory_working_set_bytes" + all, Start, TimeSpan.Zero, _ => mebibytes * Mi);
            Add("container_cpu_usage_seconds_total" + all, Start, TimeSpan.Zero, seconds => seconds / 4);
        }
    }
}
