using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The horizontal pod autoscaler: replicas that keep CPU at its target, scaled up at once, and down to the maximum recommendation of the
/// last five minutes. Only CPU utilization is supported.
/// </summary>
/// <remarks>
/// The algorithm: <see href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details"/>.
/// </remarks>
public sealed class Autoscalers(ClusterState state, EventLog events, Consumption consumption, IReadOnlyList<Host> hosts)
{
    private const double Tolerance = 0.1;
    private const int UsualGoal = 80;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Stabilization = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, List<(DateTimeOffset At, int Wanted)>> recommendations = []; // in the stabilization window, by uid
    private DateTimeOffset due;

    public void Turn(DateTimeOffset now)
    {
        if (now < due)
            return;
        due = now + Period;
        var scalers = state.List<HorizontalPodAutoscaler>();
        foreach (var gone in recommendations.Keys.Except(scalers.Select(scaler => scaler.Metadata.Uid)).ToList())
            recommendations.Remove(gone);
        foreach (var scaler in scalers)
            Scale(scaler, now);
    }

    private void Scale(HorizontalPodAutoscaler scaler, DateTimeOffset now)
    {
        var (ns, named) = (scaler.Metadata.Namespace, scaler.Spec.ScaleTargetRef);
        if (Scalable.Find(state, ns, named) is not { } target)
        {
            Report(
                scaler,
                new ScaleDecision(0, 0) { NoTarget = $"{named.Kind.ToLowerInvariant()}s.apps \"{named.Name}\" not found" },
                null,
                now
            );
            return;
        }

        var used = GoalOf(scaler) is null ? null : Utilization(ns, target, now);
        // Zero replicas disable autoscaling.
        if (target.Replicas == 0)
            Report(scaler, new ScaleDecision(0, 0), null, now);
        else if (used is { } percent)
            Decide(scaler, target, percent, now);
        else
            Report(
                scaler,
                new ScaleDecision(target.Replicas, target.Replicas)
                {
                    NoMetric = "failed to get cpu utilization: did not receive metrics for targeted pods (pods might be unready)",
                },
                null,
                now
            );
    }

    private void Decide(HorizontalPodAutoscaler scaler, Scalable target, double used, DateTimeOffset now)
    {
        var (replicas, ratio) = (target.Replicas, used / GoalOf(scaler)!.Value);
        var recommended = Math.Abs(ratio - 1) <= Tolerance ? replicas : (int)Math.Ceiling(replicas * ratio);
        var steady = Math.Max(recommended, Math.Min(replicas, MostWanted(scaler, recommended, replicas, now)));
        var decision = new ScaleDecision(
            replicas,
            Math.Clamp(steady, scaler.Spec.HasMinReplicas ? scaler.Spec.MinReplicas : 1, scaler.Spec.MaxReplicas)
        )
        {
            Steady = steady,
            Wish = recommended,
        };
        if (decision.Moves && target.Scale(decision.Wanted))
            events.Normal(
                scaler,
                "SuccessfulRescale",
                $"New size: {decision.Wanted}; reason: {decision.Reason}",
                "horizontal-pod-autoscaler",
                now
            );
        Report(scaler, decision, used, now);
    }

    // For a new autoscaler the current replicas are the first recommendation.
    private int MostWanted(HorizontalPodAutoscaler scaler, int recommended, int replicas, DateTimeOffset now)
    {
        if (!recommendations.TryGetValue(scaler.Metadata.Uid, out var latest))
            recommendations[scaler.Metadata.Uid] = latest = [(now, replicas)];
        latest.RemoveAll(one => now - one.At > Stabilization);
        latest.Add((now, recommended));
        return latest.Max(one => one.Wanted);
    }

    private void Report(HorizontalPodAutoscaler scaler, ScaleDecision decision, double? used, DateTimeOffset now) =>
        state.ChangeStatus(
            scaler,
            changed =>
            {
                var before = scaler.Status ?? new();
                changed.Status = new HorizontalPodAutoscalerStatus
                {
                    CurrentReplicas = decision.Replicas,
                    DesiredReplicas = decision.Wanted,
                    LastScaleTime = decision.Moves ? now.ToTime() : before.LastScaleTime,
                };
                if (used is { } percent)
                {
                    var current = new MetricValueStatus { AverageUtilization = (int)percent };
                    changed.Status.CurrentMetrics.Add(
                        new MetricStatus
                        {
                            Type = "Resource",
                            Resource = new ResourceMetricStatus { Name = "cpu", Current = current },
                        }
                    );
                }

                foreach (var (type, isSo, reason, message) in decision.Conditions())
                {
                    var last = before.Conditions.FirstOrDefault(one => one.Type == type);
                    var changedAt = last?.Status == (isSo ? "True" : "False") ? last.LastTransitionTime : now.ToTime();
                    changed.Status.Conditions.Add(
                        new HorizontalPodAutoscalerCondition
                        {
                            Type = type,
                            Status = isSo ? "True" : "False",
                            Reason = reason,
                            Message = message,
                            LastTransitionTime = changedAt,
                        }
                    );
                }
            }
        );

    // In percent; null for a metric other than CPU.
    private static int? GoalOf(HorizontalPodAutoscaler scaler) =>
        scaler.Spec.Metrics.Count == 0
            ? UsualGoal
            : scaler
                .Spec.Metrics.Select(metric => metric.Resource)
                .FirstOrDefault(resource => resource is { Name: "cpu", Target: { Type: "Utilization", AverageUtilization: > 0 } })
                ?.Target.AverageUtilization;

    /// <summary>CPU usage in percent of the requests of running pods.</summary>
    private double? Utilization(string ns, Scalable target, DateTimeOffset now)
    {
        var pods = state
            .List<Pod>()
            .Where(pod => pod.Metadata.Namespace == ns && Labels.Match(target.Selector, pod.Metadata.Labels) && Availability.IsReady(pod))
            .ToList();
        var (uids, asked) = (pods.Select(pod => pod.Metadata.Uid).ToHashSet(), pods.Sum(Scheduler.RunningCpu));
        return asked > 0
            ? 100
                * hosts.SelectMany(host => host.Running).Where(one => uids.Contains(one.PodUid)).Sum(one => consumption.Cores(one, now))
                / asked
            : null;
    }
}
