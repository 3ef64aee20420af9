using System.Text.RegularExpressions;
using K8sDashboard.Benchmarks;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Soak;

/// <summary>
/// Circuits open every page of a dashboard and are dropped, under churn: the memory retained after all have left must not grow with their
/// number. After the warm-up the cluster is in a steady state: its number of events is constant, and each pod has been restarted.
/// </summary>
internal static partial class OpenPages
{
    private const string CircuitsKept = "\nk8sdashboard_circuits 0\n";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Forgetting = TimeSpan.FromMinutes(1);
    private static readonly string Key = new('k', 40);

    private static readonly string[] Pages =
    [
        "/",
        "/workloads/deployments",
        "/workloads/deployments/shop/checkout",
        "/pods",
        "/pods?ns=shop",
        "/nodes",
        "/nodes/worker-1",
        "/services",
        "/services/shop/checkout",
        "/events",
        "/status",
    ];

    public static async Task<Finding[]> RunAsync(TimeSpan time)
    {
        var clock = TimeProvider.System;
        await using var cluster = await SimulatedCluster.StartAsync(
            clock,
            [.. SimulatedCluster.Quiet, "--nodes", "100", "--pods", "2000", "--churn", "10", "--event-ttl", "5"]
        );
        await using var dashboard = await Dashboard.StartAsync(
            "--kubeconfig",
            cluster.Kubeconfig,
            "--launch-key",
            Key,
            "--keep-lost-pages",
            "00:00:10"
        );
        await Readiness.WaitAsync(dashboard, clock);
        var heap = new LiveHeap(dashboard, clock);
        var growth = new Growth("… memory that the dashboard keeps when all have left");
        var (visits, complaints) = (0, new HashSet<string>());
        try
        {
            for (
                var began = clock.GetTimestamp();
                clock.GetElapsedTime(began) < time;
                growth.Add(clock.GetElapsedTime(began), await LeastAsync(heap))
            )
            {
                visits += await VisitAsync(dashboard, clock, complaints);
                await BeForgottenAsync(dashboard, clock);
            }
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            complaints.Add($"{fault.GetType().Name}: {fault.Message}");
        }

        // An error boundary shows rendering errors on the page, without ending the circuit.
        complaints.UnionWith(dashboard.Console.Split('\n').Where(line => Trouble().IsMatch(line)));
        return
        [
            new(
                $"{visits} pages opened and lost, {Pages.Length} at a time, while 10 pods changed a second: complaints",
                $"{complaints.Count}{string.Concat(complaints.Select(one => $"; {one}"))}",
                "0",
                complaints.Count == 0
            ),
            growth.Judge(time),
        ];
    }

    [GeneratedRegex("^[0-9:]+ (fail|crit): ")]
    private static partial Regex Trouble();

    /// <summary>The minimum of three: concurrent changes can only add.</summary>
    private static async Task<long> LeastAsync(LiveHeap heap) =>
        Math.Min(Math.Min(await heap.MeasureAsync(), await heap.MeasureAsync()), await heap.MeasureAsync());

    /// <summary>Opens every page in turn, and drops the circuits.</summary>
    private static async Task<int> VisitAsync(Dashboard dashboard, TimeProvider clock, HashSet<string> complaints)
    {
        var open = new List<Circuit>();
        try
        {
            foreach (var page in Pages)
            {
                open.Add(await Circuit.OpenAsync(dashboard.Login, page, CancellationToken.None));
                await Task.Delay(Pause, clock);
            }
        }
        finally
        {
            foreach (var page in open)
            {
                if (page.Fault is { } fault)
                    complaints.Add(fault);
                await page.DisposeAsync();
            }
        }

        return open.Count;
    }

    /// <summary>Waits until disconnected circuits are evicted, and then for the ten minutes that their persisted state is kept.</summary>
    private static async Task BeForgottenAsync(Dashboard dashboard, TimeProvider clock)
    {
        using var http = new HttpClient();
        for (
            var began = clock.GetTimestamp();
            !(await http.GetStringAsync(new Uri(dashboard.Address, "/metrics"))).Contains(CircuitsKept, StringComparison.Ordinal);
            await Task.Delay(Pause, clock)
        )
            if (clock.GetElapsedTime(began) > Forgetting)
                throw new NotMeasuredException("Pages are kept that all have left.");
    }
}
