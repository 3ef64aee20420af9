using k8s;
using k8s.Models;
using K8sDashboard.EndToEnd.Tests.Harness;

namespace K8sDashboard.Benchmarks;

/// <summary>Many people on the list of all pods while pods change: what each costs, and how soon each sees a change.</summary>
internal sealed class ManyCircuits(string kubeconfig, TimeProvider time)
{
    private const int Circuits = 100;
    private const int ChangesPerSecond = 10;
    private const int Samples = 20;
    private static readonly TimeSpan Span = TimeSpan.FromSeconds(20);
    private static readonly string Key = new('k', 40);

    public async Task RunAsync(Report report)
    {
        await using var dashboard = await Dashboard.StartAsync("--kubeconfig", kubeconfig, "--launch-key", Key);
        using var api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        // The list opens with the pods of the first namespace by name: the ones that change are in view.
        var pods = (await api.CoreV1.ListNamespacedPodAsync("fill-0", limit: 40)).Items
            .Where(pod => pod.Status.Phase == "Running").Select(pod => pod.Metadata.Name).Take(20).ToList();
        if (pods.Count < 20) throw new NotMeasuredException("The cluster has no filled pods: fill it before.");

        await using (await Circuit.OpenAsync(dashboard.Login, Path, CancellationToken.None)) await Task.Delay(Span / 2, time);
        var heap = new LiveHeap(dashboard, time);
        var before = await heap.MeasureAsync();
        var circuits = new List<Circuit>();
        try
        {
            for (var number = 0; number < Circuits; number++) circuits.Add(await Circuit.OpenAsync(dashboard.Login, Path, CancellationToken.None));
            await Task.Delay(Span / 2, time);
            report.Gate($"memory of a circuit with a live list, of {Circuits}", (await heap.MeasureAsync() - before) / (double)Circuits / 1000, 350, " KB");

            // The runtime compiles what is used much once more, and better: what an update costs is what it costs from then on.
            await ChurnAsync(api, pods, Span);
            var (cpu, received, began) = (dashboard.CpuTime, Received(circuits), time.GetTimestamp());
            await ChurnAsync(api, pods, Span);
            var (spent, now, wall) = (dashboard.CpuTime - cpu, Received(circuits), time.GetElapsedTime(began));
            var batches = now.Batches - received.Batches;
            report.Gate($"cores, {Circuits} circuits, {ChangesPerSecond} changes/s", spent / wall, 1, "", $"{batches} updates in {wall.TotalSeconds:0} s");
            report.Gate("CPU of one update of one circuit", spent.TotalMilliseconds / batches, 0.25, " ms");
            report.Gate("bytes of one update of one circuit", (now.Bytes - received.Bytes) / (double)batches / 1000, 2.5, " KB");
            report.Gate($"change sent to the API → batch, p99 of {Samples} × {Circuits} users", (await LatenciesAsync(api, pods[0], circuits)).Percentile(99).TotalMilliseconds, 400, " ms");
        }
        finally
        {
            foreach (var circuit in circuits) await circuit.DisposeAsync();
        }
    }

    private static string Path => "/pods?ns=fill-0";

    private static (long Batches, long Bytes) Received(List<Circuit> circuits) =>
        (circuits.Sum(circuit => circuit.Received.Batches), circuits.Sum(circuit => circuit.Received.Bytes));

    private async Task ChurnAsync(Kubernetes api, List<string> pods, TimeSpan span)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / ChangesPerSecond), time);
        var began = time.GetTimestamp();
        for (var change = 0; time.GetElapsedTime(began) < span && await tick.WaitForNextTickAsync(); change++)
            await RestartAsync(api, pods[change % pods.Count], 100 + change);
    }

    private async Task<List<TimeSpan>> LatenciesAsync(Kubernetes api, string pod, List<Circuit> circuits)
    {
        var latencies = new List<TimeSpan>();
        for (var sample = 0; sample < Samples; sample++)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(500 + Random.Shared.Next(500)), time);
            var restarts = 70_000 + sample;
            var began = time.GetTimestamp();
            var views = circuits.Select(async circuit =>
            {
                await circuit.SeeAsync($"{restarts}");
                return time.GetElapsedTime(began);
            }).ToList();
            await RestartAsync(api, pod, restarts);
            var all = Task.WhenAll(views);
            if (await Task.WhenAny(all, Task.Delay(TimeSpan.FromSeconds(30), time)) != all)
                throw new NotMeasuredException($"Of {circuits.Count} circuits {views.Count(view => !view.IsCompleted)} never saw change {sample}: {string.Join("; ", circuits.Select(circuit => circuit.Fault).OfType<string>().Distinct())}");
            latencies.AddRange(await all);
        }

        return latencies;
    }

    private static async Task RestartAsync(Kubernetes api, string pod, int restarts) => await api.CoreV1.PatchNamespacedPodStatusAsync(
        new V1Patch($$$"""{"status":{"containerStatuses":[{"name":"app","restartCount":{{{restarts}}} }]}}""", V1Patch.PatchType.StrategicMergePatch), pod, "fill-0");
}
