using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.Tests.ApiServer;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>The labels of the counter of writes, on which alert rules depend.</summary>
public sealed class WriteMetricsTests
{
    private readonly CollectorRegistry registry = Metrics.NewCustomRegistry();

    [Fact]
    public async Task WriteMetrics_NoWrite_CountsEachActionAndOutcomeFromZero()
    {
        _ = new WriteMetrics(registry);

        string[] outcomes = ["conflict", "done", "forbidden", "rejected", "unknown"];
        Assert.Equal(
            from action in (string[])["restart", "rollback", "scale"]
            from outcome in outcomes
            select $"k8sdashboard_writes_total{{action=\"{action}\",outcome=\"{outcome}\"}} 0",
            (await SeriesAsync()).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task WriteMetrics_DryRunAndWrite_CountsTheWriteOnly()
    {
        await using var api = await WriteApi.StartAsync();
        var reviews = new AccessReviews(TimeProvider.System);
        var runner = new ActionRunner(TimeProvider.System, reviews, new WriteMetrics(registry), new RecordedLog());
        var scale = new ScaleAction(new(DeploymentResource.Type, new("shop", "web"), api.Uid), 3, 5);

        await runner.DryRunAsync(api.Actor(), scale, CancellationToken.None);
        await runner.RunAsync(api.Actor(), scale, CancellationToken.None);

        Assert.Equal(
            ["k8sdashboard_writes_total{action=\"scale\",outcome=\"done\"} 1"],
            (await SeriesAsync()).Where(line => !line.EndsWith(" 0", StringComparison.Ordinal))
        );
    }

    private async Task<IEnumerable<string>> SeriesAsync()
    {
        using var text = new MemoryStream();
        await registry.CollectAndExportAsTextAsync(text);
        return System.Text.Encoding.UTF8.GetString(text.ToArray()).Split('\n').Where(line => line is not ("" or ['#', ..]));
    }
}
