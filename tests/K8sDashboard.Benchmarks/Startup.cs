using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>From the process start to readiness, in excess of the raw list of the pods.</summary>
internal sealed class Startup(string kubeconfig, TimeProvider time)
{
    private const int Rounds = 3;

    public async Task RunAsync(Report report)
    {
        var listing = new PodListing(kubeconfig, time);
        var (raw, ready) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var round = 0; round < Rounds; round++)
        {
            raw.Add(await listing.DrainOnceAsync());
            ready.Add(await StartAsync());
        }

        var (started, listed) = (ready.Median(), raw.Median());
        report.Gate(
            "start to ready beyond the raw list of the pods",
            (started - listed).TotalSeconds,
            3,
            " s",
            $"{started.TotalSeconds:0.0} s / {listed.TotalSeconds:0.0} s"
        );
    }

    private async Task<TimeSpan> StartAsync()
    {
        var began = time.GetTimestamp();
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", kubeconfig);
        await Readiness.WaitAsync(dashboard, time);
        return time.GetElapsedTime(began);
    }
}
