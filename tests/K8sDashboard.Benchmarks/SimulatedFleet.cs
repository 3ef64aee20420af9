using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>The measurements at full scale: the demo with 5,000 nodes and 150,000 pods, at a hundred changes a second.</summary>
internal sealed class SimulatedFleet(TimeProvider time)
{
    private const int Nodes = 5_000;
    private const int Pods = 150_000;
    private const int Changes = 100;
    private const int Rounds = 2;
    private static readonly TimeSpan Watched = TimeSpan.FromSeconds(20);

    public async Task RunAsync(Report report)
    {
        var began = time.GetTimestamp();
        await using var cluster = await SimulatedCluster.StartAsync(
            time,
            [.. SimulatedCluster.Quiet, "--nodes", $"{Nodes}", "--pods", $"{Pods}", "--churn", $"{Changes}"]
        );
        report.Title($"the demo's cluster: {Nodes:N0} nodes, {Pods:N0} pods, {Changes} changes/s");
        report.Value(
            "from its start until its API answers",
            $"{time.GetElapsedTime(began).TotalSeconds:0.0} s, {cluster.CpuTime.TotalSeconds:0.0} s of CPU"
        );
        var before = cluster.CpuTime;
        await Task.Delay(Watched, time);
        report.Value("CPU of the demo without requests", $"{100 * ((cluster.CpuTime - before) / Watched):0.0} % of a core");

        var kept = await new PodListing(cluster.Kubeconfig, time, Rounds).RunAsync(report);
        report.Gate($"{Pods:N0} pods held, indexes included", kept * Pods / 1e6, 200, " MB");
        await ListingPeakAsync(report, cluster);
        await new LivePage(cluster.Kubeconfig, time, "/pods", $"{Changes} changes/s").RunAsync(report);
        report.Gate("memory of the demo, at most", cluster.PeakMegabytes, 4_000, " MB");
    }

    /// <summary>The peak working set of the process, compared with its retained memory of all kinds.</summary>
    private async Task ListingPeakAsync(Report report, SimulatedCluster cluster)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", cluster.Kubeconfig);
        await Readiness.WaitAsync(dashboard, time);
        var most = dashboard.PeakMegabytes;
        var kept = await new LiveHeap(dashboard, time).MeasureAsync() / 1e6;
        report.Gate(
            "memory of the dashboard, at most, until all kinds are listed",
            most,
            Math.Round((2.5 * kept) + 100),
            " MB",
            $"2.5 times the {kept:0} MB that it keeps, and 100"
        );
    }
}
