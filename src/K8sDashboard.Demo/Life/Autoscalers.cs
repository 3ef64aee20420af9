using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The horizontal autoscaler: as many replicas as keep CPU at its target, up at once, down only to the most that was wanted in the last
/// five minutes.
/// </summary>
/// <remarks>The algorithm: <see href="https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#algorithm-details"/>.</remarks>
public sealed class Autoscalers(ClusterState state, EventLog events, Consumption consumption, IReadOnlyList<Host> hosts)
{
    private const double Tolerance = 0.1;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Stabilization = TimeSpan.FromMinutes(5);

    private readonly Dictionary<string, List<(DateTimeOffset At, int Wanted)>> wishes = []; // of the last five minutes, by uid
    private DateTimeOffset due;

    public void Turn(DateTimeOffset now)
    {
        if (now < due) return;
        due = now + Period;
        var scalers = state.List<HorizontalPodAutoscaler>();
        foreach (var gone in wishes.Keys.Except(scalers.Select(scaler => scaler.Metadata.Uid)).ToList()) wishes.Remove(gone);
        foreach (var scaler in scalers) Scale(scaler, now);
    }

    private void Scale(HorizontalPodAutoscaler scaler, DateTimeOffset now)
    {
        if (state.Get<Deployment>(scaler.Metadata.Namespace, scaler.Spec.ScaleTargetRef.Name) is not { } target) return;
        var replicas = target.Spec.HasReplicas ? target.Spec.Replicas : 1;
        // Nothing to scale, or not scaled by its owner: https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/#implicit-maintenance-mode-deactivation
        if (replicas == 0) Report(scaler, new Decision(0, 0), null, now);
        else if (Utilization(target, now) is { } used) Decide(scaler, target, replicas, used, now);
    }

    private void Decide(HorizontalPodAutoscaler scaler, Deployment target, int replicas, double used, DateTimeOffset now)
    {
        var goal = scaler.Spec.Metrics.FirstOrDefault()?.Resource?.Target.AverageUtilization ?? 80;
        var ratio = used / goal;
        var wish = Math.Abs(ratio - 1) <= Tolerance ? replicas : (int)Math.Ceiling(replicas * ratio);
        var steady = Math.Max(wish, Math.Min(replicas, MostWanted(scaler, wish, now)));
        var decision = new Decision(replicas, Math.Clamp(steady, scaler.Spec.HasMinReplicas ? scaler.Spec.MinReplicas : 1, scaler.Spec.MaxReplicas)) { Steady = steady, Wish = wish };
        if (decision.Moves && state.Change(target, changed => changed.Spec.Replicas = decision.Wanted) is not null)
            events.Normal(scaler, "SuccessfulRescale", $"New size: {decision.Wanted}; reason: {decision.Reason}", "horizontal-pod-autoscaler", now);
        Report(scaler, decision, used, now);
    }

    private int MostWanted(HorizontalPodAutoscaler scaler, int wish, DateTimeOffset now)
    {
        if (!wishes.TryGetValue(scaler.Metadata.Uid, out var latest)) wishes[scaler.Metadata.Uid] = latest = [];
        latest.RemoveAll(one => now - one.At > Stabilization);
        latest.Add((now, wish));
        return latest.Max(one => one.Wanted);
    }

    private void Report(HorizontalPodAutoscaler scaler, Decision decision, double? used, DateTimeOffset now) => state.ChangeStatus(scaler, changed =>
    {
        var before = scaler.Status ?? new();
        changed.Status = new HorizontalPodAutoscalerStatus { CurrentReplicas = decision.Replicas, DesiredReplicas = decision.Wanted, LastScaleTime = decision.Moves ? now.ToTime() : before.LastScaleTime };
        if (used is { } percent)
        {
            var current = new MetricValueStatus { AverageUtilization = (int)percent };
            changed.Status.CurrentMetrics.Add(new MetricStatus { Type = "Resource", Resource = new ResourceMetricStatus { Name = "cpu", Current = current } });
        }

        foreach (var (type, isSo, reason, message) in decision.Conditions())
        {
            var last = before.Conditions.FirstOrDefault(one => one.Type == type);
            var changedAt = last?.Status == (isSo ? "True" : "False") ? last.LastTransitionTime : now.ToTime();
            changed.Status.Conditions.Add(new HorizontalPodAutoscalerCondition { Type = type, Status = isSo ? "True" : "False", Reason = reason, Message = message, LastTransitionTime = changedAt });
        }
    });

    /// <summary>CPU in percent of what the pods ask for.</summary>
    private double? Utilization(Deployment target, DateTimeOffset now)
    {
        var pods = state.List<Pod>().Where(pod => pod.Metadata.Namespace == target.Metadata.Namespace && Labels.Match(target.Spec.Selector, pod.Metadata.Labels) && Availability.IsReady(pod)).ToList();
        var (uids, asked) = (pods.Select(pod => pod.Metadata.Uid).ToHashSet(), pods.Sum(pod => Scheduler.Requests(pod, "cpu")));
        return asked > 0 ? 100 * hosts.SelectMany(host => host.Running).Where(one => uids.Contains(one.PodUid)).Sum(one => consumption.Cores(one, now)) / asked : null;
    }

    /// <summary>What an autoscaler makes of a workload that has so many replicas.</summary>
    private sealed record Decision(int Replicas, int Wanted)
    {
        private const string Metric = "cpu resource utilization (percentage of request)";

        /// <summary>What the load alone would have.</summary>
        public int Wish { get; init; }

        /// <summary>The same, not lower than what was wanted a moment ago.</summary>
        public int Steady { get; init; }

        public bool Moves => Wanted != Replicas;

        public string Reason => Steady < Wanted && Moves ? "Current number of replicas below Spec.MinReplicas" : Steady > Wanted && Wanted < Replicas ? "Current number of replicas above Spec.MaxReplicas" : $"{Metric} {(Wanted > Replicas ? "above" : "below")} target";

        public IEnumerable<(string Type, bool IsSo, string Reason, string Message)> Conditions()
        {
            yield return ("AbleToScale", true, Able.Reason, Able.Message);
            yield return Replicas == 0
                ? ("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero")
                : ("ScalingActive", true, "ValidMetricFound", $"the HPA was able to successfully calculate a replica count from {Metric}");
            if (Replicas > 0) yield return ("ScalingLimited", Steady != Wanted, Limit.Reason, Limit.Message);
        }

        private (string Reason, string Message) Able =>
            Moves ? ("SucceededRescale", $"the HPA controller was able to update the target scale to {Wanted}")
            : Steady > Wish ? ("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation")
            : ("ReadyForNewScale", "recommended size matches current size");

        private (string Reason, string Message) Limit =>
            Steady < Wanted ? ("TooFewReplicas", "the desired replica count is less than the minimum replica count")
            : Steady > Wanted ? ("TooManyReplicas", "the desired replica count is more than the maximum replica count")
            : ("DesiredWithinRange", "the desired count is within the acceptable range");
    }
}
