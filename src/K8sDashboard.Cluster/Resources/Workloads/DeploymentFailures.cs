using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>
/// Past failures of a Deployment's pods within the lookback window. Pods of a planned restart have none.
/// </summary>
internal static class DeploymentFailures
{
    /// <param name="deployment">The Deployment.</param>
    /// <param name="failed">Its pods, at least those that failed.</param>
    /// <param name="now">The time of evaluation.</param>
    public static Verdict? Of(Workload deployment, IEnumerable<Pod> failed, DateTimeOffset now)
    {
        var kinds = failed
            .Where(pod => pod.Deleted is null)
            .Select(pod => PodFailure.Of(pod, now))
            .OfType<PodFailure>()
            .GroupBy(failure => failure.Kind)
            .OrderByDescending(kind => kind.Key)
            .ToList();
        return kinds.Count == 0
            ? null
            : new(
                HealthLevel.Degraded,
                CodeOf(kinds[0].Key),
                string.Join("; ", kinds.Select(kind => Describe(deployment, [.. kind], now)))
            );
    }

    private static string CodeOf(FailureKind kind) =>
        kind switch
        {
            FailureKind.OutOfMemory => PodHealth.OutOfMemory,
            FailureKind.Evicted => PodHealth.Evicted,
            _ => PodHealth.Restarted,
        };

    private static string Describe(Workload deployment, IReadOnlyList<PodFailure> alike, DateTimeOffset now)
    {
        var ago = PodFailure.Ago(alike.Max(failure => failure.At), now);
        // Evicted pods are not part of the replica count: they were replaced.
        var of = $"{alike.Count} of {Math.Max(deployment.Current, alike.Count)} pods";
        return alike[0].Kind switch
        {
            FailureKind.OutOfMemory => $"{of} OOMKilled{ago}",
            FailureKind.Evicted => $"{alike.Count} {(alike.Count == 1 ? "pod" : "pods")} evicted{ago}",
            _ => $"{of} restarted{ago}",
        };
    }
}
