using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Policy.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of autoscalers and budgets.</summary>
internal static class ScalingTables
{
    private const string Unknown = "<unknown>";

    public static TableColumns Autoscalers { get; } =
        TableColumns.For<HorizontalPodAutoscaler>(
            [new("Name"), new("Reference"), new("Targets"), new("MinPods"), new("MaxPods"), new("Replicas"), new("Age")],
            (scaler, now) =>
                [
                    scaler.Metadata.Name,
                    $"{scaler.Spec?.ScaleTargetRef?.Kind}/{scaler.Spec?.ScaleTargetRef?.Name}",
                    Targets(scaler),
                    scaler.Spec is { HasMinReplicas: true } ? $"{scaler.Spec.MinReplicas}" : "<unset>",
                    scaler.Spec?.MaxReplicas ?? 0,
                    scaler.Status?.CurrentReplicas ?? 0,
                    CellText.Age(scaler.Metadata, now),
                ]
        );

    public static TableColumns DisruptionBudgets { get; } =
        TableColumns.For<PodDisruptionBudget>(
            [new("Name"), new("Min Available"), new("Max Unavailable"), new("Allowed Disruptions", "integer"), new("Age")],
            (budget, now) =>
                [
                    budget.Metadata.Name,
                    Text(budget.Spec?.MinAvailable),
                    Text(budget.Spec?.MaxUnavailable),
                    budget.Status?.DisruptionsAllowed ?? 0,
                    CellText.Age(budget.Metadata, now),
                ]
        );

    private static string Targets(HorizontalPodAutoscaler scaler)
    {
        var targets =
            scaler.Spec?.Metrics.Select((metric, index) => Target(metric, scaler.Status?.CurrentMetrics.ElementAtOrDefault(index))).ToList()
            ?? [];
        return targets.Count == 0
            ? CellText.None
            : string.Join(", ", targets.Take(2)) + (targets.Count > 2 ? $" + {targets.Count - 2} more..." : "");
    }

    private static string Target(MetricSpec metric, MetricStatus? status) =>
        metric switch
        {
            { Resource: { } resource } =>
                $"{resource.Name}: {Current(status?.Resource?.Current, resource.Target)}/{Wanted(resource.Target)}",
            { Pods: { } pods } => $"{Current(status?.Pods?.Current, pods.Target)}/{Wanted(pods.Target)}",
            { External: { } external } => $"{Current(status?.External?.Current, external.Target)}/{Wanted(external.Target)}",
            _ => Unknown,
        };

    private static string Wanted(MetricTarget? target) =>
        target switch
        {
            { HasAverageUtilization: true } => $"{target.AverageUtilization}%",
            { AverageValue: { } average } => average.String,
            { Value: { } value } => value.String,
            _ => Unknown,
        };

    private static string Current(MetricValueStatus? current, MetricTarget? target) =>
        current switch
        {
            { HasAverageUtilization: true } when target is { HasAverageUtilization: true } => $"{current.AverageUtilization}%",
            { AverageValue: { } average } => average.String,
            { Value: { } value } => value.String,
            _ => Unknown,
        };

    private static string Text(IntOrString? value) =>
        value is null ? "N/A"
        : value.Type == 1 ? value.StrVal
        : $"{value.IntVal}";
}
