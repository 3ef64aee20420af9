using k8s;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>Many users on the pods of a namespace under churn: CPU and memory per circuit, and the latency of a change.</summary>
internal sealed class ManyCircuits(string kubeconfig, TimeProvider time)
{
    private const int Circuits = 100;
    private const int MostCircuits = 200;
    private const int Samples = 20;
    private const int Kinds = 8;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);
    private static readonly string Key = new('k', 40);

    public async Task RunAsync(Report report)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", kubeconfig, "--launch-key", Key);
        using var api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        // The first namespace by name, whose pods the churn changes, is visible when the list opens.
        var pods = (await api.CoreV1.ListNamespacedPodAsync(PodChurn.Namespace, limit: 40))
            .Items.Where(pod => pod.Status.Phase == "Running")
            .Select(pod => pod.Metadata.Name)
            .Take(20)
            .ToList();
        if (pods.Count < 20)
            throw new NotMeasuredException("The cluster has no filled pods: fill it before.");

        await using (await Circuit.OpenAsync(dashboard.Login, Path, CancellationToken.None))
            await Task.Delay(Span / 2, time);
        var heap = new LiveHeap(dashboard, time);
        var before = await heap.MeasureAsync();
        var asked = (await ListsAsync(dashboard), await WatchesAsync(dashboard));
        var churn = new PodChurn(api, pods, time);
        var circuits = new List<Circuit>();
        try
        {
            await OpenAsync(dashboard, circuits, Circuits);
            await Task.Delay(Span / 2, time);
            report.Gate(
                $"memory of a circuit with a live list, of {Circuits}",
                (await heap.MeasureAsync() - before) / (double)Circuits / 1000,
                350,
                " KB"
            );

            // Warm-up of tiered compilation: the steady state is measured.
            await churn.RunAsync(Span);
            var (cpu, received, began) = (dashboard.CpuTime, Received(circuits), time.GetTimestamp());
            await churn.RunAsync(Span);
            var (spent, now, wall) = (dashboard.CpuTime - cpu, Received(circuits), time.GetElapsedTime(began));
            var batches = now.Batches - received.Batches;
            report.Gate(
                $"cores, {Circuits} circuits, {PodChurn.PerSecond} changes/s",
                spent / wall,
                1,
                "",
                $"{batches} updates in {wall.TotalSeconds:0} s"
            );
            report.Gate("CPU of one update of one circuit", spent.TotalMilliseconds / batches, 0.25, " ms");
            report.Gate("bytes of one update of one circuit", (now.Bytes - received.Bytes) / (double)batches / 1000, 2.5, " KB");
            await OpenAsync(dashboard, circuits, MostCircuits);
            report.Gate(
                $"change sent to the API → batch, p99 of {Samples} × {MostCircuits} users",
                (await LatenciesAsync(api, pods[0], circuits)).Percentile(99).TotalMilliseconds,
                400,
                " ms"
            );
            report.Gate(
                $"lists that {MostCircuits} circuits add to those of the dashboard",
                await ListsAsync(dashboard) - asked.Item1,
                0,
                ""
            );
            report.Gate("… watches: each is renewed once in five to ten minutes", await WatchesAsync(dashboard) - asked.Item2, Kinds, "");
        }
        finally
        {
            foreach (var circuit in circuits)
                await circuit.DisposeAsync();
        }
    }

    private static string Path => $"/pods?ns={PodChurn.Namespace}";

    private static Task<double> ListsAsync(Dashboard dashboard) => Scrape.SumAsync(dashboard.Address, "k8sdashboard_lists_total{");

    private static Task<double> WatchesAsync(Dashboard dashboard) =>
        Scrape.SumAsync(dashboard.Address, "k8sdashboard_api_requests_total{verb=\"watch\"");

    private static async Task OpenAsync(Dashboard dashboard, List<Circuit> circuits, int all)
    {
        while (circuits.Count < all)
            circuits.Add(await Circuit.OpenAsync(dashboard.Login, Path, CancellationToken.None));
    }

    private static (long Batches, long Bytes) Received(List<Circuit> circuits) =>
        (circuits.Sum(circuit => circuit.Received.Batches), circuits.Sum(circuit => circuit.Received.Bytes));

    private async Task<List<TimeSpan>> LatenciesAsync(Kubernetes api, string pod, List<Circuit> circuits)
    {
        var latencies = new List<TimeSpan>();
        for (var sample = 0; sample < Samples; sample++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500 + Random.Shared.Next(500)), time);
            var restarts = 70_000 + sample;
            var began = time.GetTimestamp();
            var views = circuits
                .Select(async circuit =>
                {
                    await circuit.SeeAsync($"{restarts}");
                    return time.GetElapsedTime(began);
                })
                .ToList();
            await PodChurn.RestartAsync(api, pod, restarts);
            var all = Task.WhenAll(views);
            if (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(30), time)) != all)
                throw new NotMeasuredException(
                    $"Of {circuits.Count} circuits {views.Count(view => !view.IsCompleted)} never saw change {sample}: "
                        + $"{string.Join("; ", circuits.Select(circuit => circuit.Fault).OfType<string>().Distinct())}"
                );
            latencies.AddRange(await all);
        }

        return latencies;
    }
}
