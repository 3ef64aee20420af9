using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The horizontal autoscaler: as many replicas as keep CPU at its target, changed once in a while.</summary>
public sealed class Autoscalers(ClusterState state, EventLog events, Consumption consumption, IReadOnlyList<Host> hosts)
{
    private const double Tolerance = 0.1;
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Settling = TimeSpan.FromMinutes(5);

    private DateTimeOffset due;

    public void Turn(DateTimeOffset now)
    {
        if (now < due) return;
        due = now + Period;
        foreach (var scaler in state.List<HorizontalPodAutoscaler>()) Scale(scaler, now);
    }

    private void Scale(HorizontalPodAutoscaler scaler, DateTimeOffset now)
    {
        if (state.Get<Deployment>(scaler.Metadata.Namespace, scaler.Spec.ScaleTargetRef.Name) is not { } target) return;
        var replicas = target.Spec.HasReplicas ? target.Spec.Replicas : 1;
        var goal = scaler.Spec.Metrics.FirstOrDefault()?.Resource?.Target.AverageUtilization ?? 80;
        if (Utilization(target, now) is not { } used) return;
        var ratio = used / goal;
        var wanted = Math.Abs(ratio - 1) <= Tolerance ? replicas : (int)Math.Ceiling(replicas * ratio);
        wanted = Math.Clamp(wanted, scaler.Spec.HasMinReplicas ? scaler.Spec.MinReplicas : 1, scaler.Spec.MaxReplicas);
        var settled = now - scaler.Status?.LastScaleTime.At() > Settling || scaler.Status?.LastScaleTime is null;
        // Up at once, down only after the load has been low for a while.
        var moves = wanted != replicas && replicas > 0 && (wanted > replicas || settled);
        if (moves && state.Change(target, changed => changed.Spec.Replicas = wanted) is not null)
            events.Normal(scaler, "SuccessfulRescale", $"New size: {wanted}; reason: cpu resource utilization (percentage of request) {(wanted > replicas ? "above" : "below")} target", "horizontal-pod-autoscaler", now);
        state.ChangeStatus(scaler, changed =>
        {
            changed.Status = new HorizontalPodAutoscalerStatus { CurrentReplicas = replicas, DesiredReplicas = moves ? wanted : replicas, LastScaleTime = moves ? now.ToTime() : scaler.Status?.LastScaleTime };
            changed.Status.CurrentMetrics.Add(new MetricStatus
            {
                Type = "Resource",
                Resource = new ResourceMetricStatus { Name = "cpu", Current = new MetricValueStatus { AverageUtilization = (int)used } },
            });
            changed.Status.Conditions.Add(Condition("AbleToScale", "ReadyForNewScale", "recommended size matches current size", now));
            changed.Status.Conditions.Add(Condition("ScalingActive", "ValidMetricFound", "the HPA was able to successfully calculate a replica count from cpu resource utilization (percentage of request)", now));
        });
    }

    /// <summary>CPU in percent of what the pods ask for.</summary>
    private double? Utilization(Deployment target, DateTimeOffset now)
    {
        var pods = state.List<Pod>().Where(pod => pod.Metadata.Namespace == target.Metadata.Namespace && Labels.Match(target.Spec.Selector, pod.Metadata.Labels) && Availability.IsReady(pod)).ToList();
        var (uids, asked) = (pods.Select(pod => pod.Metadata.Uid).ToHashSet(), pods.Sum(pod => Scheduler.Requests(pod, "cpu")));
        return asked > 0 ? 100 * hosts.SelectMany(host => host.Running).Where(one => uids.Contains(one.PodUid)).Sum(one => consumption.Cores(one, now)) / asked : null;
    }

    private static HorizontalPodAutoscalerCondition Condition(string type, string reason, string message, DateTimeOffset now) =>
        new() { Type = type, Status = "True", Reason = reason, Message = message, LastTransitionTime = new Time { Seconds = now.ToUnixTimeSeconds() / 3600 * 3600 } };
}
