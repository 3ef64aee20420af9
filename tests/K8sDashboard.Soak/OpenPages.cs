using K8sDashboard.Benchmarks;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Soak;

/// <summary>
/// People come to every page of a dashboard and lose it again while its cluster changes: what it keeps must not grow with them. The
/// cluster is in balance after the warm-up: it has as many events as it will ever have, and each of its pods has been restarted.
/// </summary>
internal static class OpenPages
{
    private const int AtOnce = 10;
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly string Key = new('k', 40);

    private static readonly string[] Pages =
    [
        "/", "/workloads/deployments", "/workloads/deployments/shop/checkout", "/pods", "/pods?ns=shop", "/nodes", "/nodes/worker-1",
        "/services", "/services/shop/checkout", "/events", "/status",
    ];

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        var clock = TimeProvider.System;
        await using var cluster = await SimulatedCluster.StartAsync(clock, [.. SimulatedCluster.Quiet, "--nodes", "100", "--pods", "2000", "--churn", "10", "--event-ttl", "5"]);
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", cluster.Kubeconfig, "--launch-key", Key, "--keep-lost-pages", "00:00:30");
        await Readiness.WaitAsync(dashboard, clock);
        var heap = new LiveHeap(dashboard, clock);
        var growth = new Growth("… memory that the dashboard keeps");
        var (visits, complaints, open) = (0, new HashSet<string>(), new Queue<Circuit>());
        try
        {
            for (var began = clock.GetTimestamp(); clock.GetElapsedTime(began) < time; await Task.Delay(Pause, clock))
            {
                open.Enqueue(await Circuit.OpenAsync(dashboard.Login, Pages[visits % Pages.Length], CancellationToken.None));
                if (open.Count > AtOnce) await LeaveAsync();
                // The same pages are open each time.
                if (++visits % Pages.Length == 0) growth.Add(clock.GetElapsedTime(began), await heap.MeasureAsync());
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            complaints.Add($"{fault.GetType().Name}: {fault.Message}");
        }
        finally
        {
            while (open.Count > 0) await LeaveAsync();
        }

        return
        [
            new($"{visits} pages opened and lost, {AtOnce} at a time, while 10 pods changed a second: complaints", $"{complaints.Count}{string.Concat(complaints.Select(one => $"; {one}"))}", "0", complaints.Count == 0),
            growth.Judge(time),
        ];

        async Task LeaveAsync()
        {
            await using var page = open.Dequeue();
            if (page.Fault is { } fault) complaints.Add(fault);
        }
    }
}
