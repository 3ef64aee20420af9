using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The health of a Deployment, with the failure of its pods that causes it.</summary>
public static class WorkloadHealth
{
    /// <summary>How long a completed rollout may have no available replica (scale-up from 0, restart) before it is an outage.</summary>
    public static readonly TimeSpan OutageGrace = TimeSpan.FromSeconds(30);

    /// <param name="deployment">The Deployment.</param>
    /// <param name="pods">The pods of all its ReplicaSets; enumerated only where replicas are missing.</param>
    /// <param name="failures">The recent failures of the cluster.</param>
    /// <param name="now">The time of evaluation, for grace periods.</param>
    public static Verdict Of(Workload deployment, IEnumerable<Pod> pods, RecentFailures failures, DateTimeOffset now) =>
        Of(deployment, pods, failures.PodsOf(deployment), now);

    /// <summary>The same for a complete list of pods, including the failed ones.</summary>
    public static Verdict Of(Workload deployment, IReadOnlyCollection<Pod> pods, DateTimeOffset now) => Of(deployment, pods, pods, now);

    private static Verdict Of(Workload deployment, IEnumerable<Pod> pods, IEnumerable<Pod> failed, DateTimeOffset now)
    {
        if (deployment.Deleted is not null)
            return new(HealthLevel.Progressing, "terminating", "being deleted");
        if (deployment.ObservedGeneration < deployment.Generation)
            return new(HealthLevel.Progressing, "unobserved", "waiting for the controller to act on the change");
        if (deployment.Desired == 0)
            return deployment.Current == 0
                ? new(HealthLevel.Idle, "scaled-to-zero", "scaled to 0")
                : new(HealthLevel.Progressing, "scaling-down", $"scaling to 0, {deployment.Current} left");

        var progress = Rollout.ProgressOf(deployment);
        var remembered = DeploymentFailures.Of(deployment, failed, now);
        if (progress == RolloutProgress.Complete && deployment.Available >= deployment.Desired)
            return remembered ?? Done(deployment);
        return Unfinished(deployment, progress, Cause(deployment, pods, now), remembered, now);
    }

    private static Verdict Done(Workload deployment) =>
        deployment.Paused ? new(HealthLevel.Idle, "paused", "rollout paused") : Verdict.Healthy;

    private static Verdict Unfinished(Workload deployment, RolloutProgress progress, string? cause, Verdict? remembered, DateTimeOffset now)
    {
        var tooFew = deployment.Available < deployment.Desired;
        var broken = deployment.Available == 0 ? HealthLevel.Unhealthy : HealthLevel.Degraded;
        if (Rollout.ExceededItsDeadline(deployment))
            return new(
                broken,
                "deadline",
                With($"rollout stuck at {deployment.Updated} of {deployment.Desired}", cause ?? "deadline passed")
            );
        if (cause is not null && tooFew)
            return new(broken, "unavailable", With(Missing(deployment), cause));
        if (cause is not null)
            return new(HealthLevel.Degraded, "rollout-trouble", With(UpdatedOf(deployment), cause));
        if (remembered is { } failure)
            return failure with
            {
                Level = IsOutage(deployment, now) ? broken : failure.Level,
                Reason = $"{(tooFew ? Missing(deployment) : UpdatedOf(deployment))}: {failure.Reason}",
            };
        if (deployment.Paused)
            return new(HealthLevel.Idle, "paused", $"rollout paused: {UpdatedOf(deployment)}");
        if (Rollout.IsScaling(deployment))
            return new(HealthLevel.Progressing, "scaling", $"scaling: {deployment.Updated} of {deployment.Desired} replicas");
        if (progress == RolloutProgress.UnderWay)
            return new(HealthLevel.Progressing, "rollout", $"rollout: {UpdatedOf(deployment)}");
        return IsOutage(deployment, now)
            ? new(broken, "unavailable", Missing(deployment))
            : new(HealthLevel.Progressing, "starting", $"{deployment.Available} of {deployment.Desired} replicas available");
    }

    /// <summary>Without a known cause, replicas of a completed rollout are unavailable beyond their grace period.</summary>
    private static bool IsOutage(Workload deployment, DateTimeOffset now) =>
        deployment.Condition("Available") is { Status: ConditionStatus.False, Since: { } since }
        && now - since > OutageGrace
        && deployment.Condition("Progressing")?.Reason is null or "NewReplicaSetAvailable";

    /// <summary>The most frequent failure of the worst pods, else why the controller cannot create pods.</summary>
    private static string? Cause(Workload deployment, IEnumerable<Pod> pods, DateTimeOffset now) =>
        WorstOf(Verdicts(pods, now).Where(verdict => !PodHealth.IsOver(verdict))) is { Reason.Length: > 0 } worst ? worst.Reason
        : deployment.Condition("ReplicaFailure") is { Status: ConditionStatus.True } failure ? With(failure.Reason, failure.Message)
        : null;

    /// <summary>The worst verdict of pods that need attention, the most frequent of equally bad ones; null where there is none.</summary>
    public static Verdict? WorstOf(IEnumerable<Pod> pods, DateTimeOffset now) => WorstOf(Verdicts(pods, now));

    private static IEnumerable<Verdict> Verdicts(IEnumerable<Pod> pods, DateTimeOffset now) => pods.Select(pod => PodHealth.Of(pod, now));

    private static Verdict? WorstOf(IEnumerable<Verdict> verdicts) =>
        verdicts
            .Where(verdict => verdict.NeedsAttention)
            .GroupBy(verdict => verdict)
            .OrderByDescending(group => group.Key.Level)
            .ThenByDescending(group => group.Count())
            .ThenBy(group => group.Key.Reason, StringComparer.Ordinal)
            .Select(group => (Verdict?)group.Key)
            .FirstOrDefault();

    private static string Missing(Workload deployment) =>
        $"{deployment.Desired - deployment.Available} of {deployment.Desired} replicas unavailable";

    private static string UpdatedOf(Workload deployment) => $"{deployment.Updated} of {deployment.Desired} updated";

    private static string With(string what, string why) => why.Length == 0 ? what : $"{what}: {why.TrimEnd('.')}";
}
