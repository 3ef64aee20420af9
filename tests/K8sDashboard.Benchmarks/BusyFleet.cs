namespace K8sDashboard.Benchmarks;

/// <summary>The demo under peak load: its memory after some minutes of a thousand changes a second among 150,000 pods.</summary>
internal sealed class BusyFleet(TimeProvider time)
{
    private const int Changes = 1_000;
    private static readonly TimeSpan Lasts = TimeSpan.FromMinutes(5);

    public async Task RunAsync(Report report)
    {
        await using var cluster = await SimulatedCluster.StartAsync(
            time,
            [.. SimulatedCluster.Quiet, "--nodes", "5000", "--pods", "150000", "--churn", $"{Changes}"]
        );
        var before = cluster.CpuTime;
        await Task.Delay(Lasts, time);
        report.Title($"the same at {Changes:N0} changes/s");
        report.Value("CPU of the demo without requests", $"{100 * ((cluster.CpuTime - before) / Lasts):0.0} % of a core");
        report.Gate($"memory of the demo, at most, in {Lasts.TotalMinutes:0} minutes", cluster.PeakMegabytes, 4_000, " MB");
    }
}
