using k8s;
using k8s.Models;

namespace K8sDashboard.Benchmarks;

/// <summary>Restarts pods of the first namespace in turn, ten a second.</summary>
/// <param name="api">The cluster.</param>
/// <param name="pods">The pods' names.</param>
/// <param name="time">The clock.</param>
internal sealed class PodChurn(Kubernetes api, IReadOnlyList<string> pods, TimeProvider time)
{
    public const int PerSecond = 10;

    public const string Namespace = "fill-0";

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        using var tick = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond), time);
        try
        {
            for (var change = 0; await tick.WaitForNextTickAsync(cancellation); change++)
                await RestartAsync(api, pods[change % pods.Count], 100 + change);
        }
        catch (OperationCanceledException)
        {
            // The time is over.
        }
    }

    /// <summary>Runs for a time.</summary>
    public async Task RunAsync(TimeSpan span)
    {
        using var end = new CancellationTokenSource(span, time);
        await RunAsync(end.Token);
    }

    public static async Task RestartAsync(Kubernetes api, string pod, int restarts) =>
        await api.CoreV1.PatchNamespacedPodStatusAsync(
            new V1Patch(
                $$$"""{"status":{"containerStatuses":[{"name":"app","restartCount":{{{restarts}}} }]}}""",
                V1Patch.PatchType.StrategicMergePatch
            ),
            pod,
            Namespace
        );
}
