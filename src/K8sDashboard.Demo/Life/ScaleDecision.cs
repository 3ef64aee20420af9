namespace K8sDashboard.Demo.Life;

/// <summary>An autoscaler's decision on a workload, and the conditions that explain it.</summary>
/// <param name="Replicas">The current replicas.</param>
/// <param name="Wanted">The desired replicas.</param>
internal sealed record ScaleDecision(int Replicas, int Wanted)
{
    private const string Metric = "cpu resource utilization (percentage of request)";

    /// <summary>The recommendation by the current load alone.</summary>
    public int Wish { get; init; }

    /// <summary>Likewise, stabilized over the downscale window.</summary>
    public int Steady { get; init; }

    /// <summary>Why no metric is available; null if it is.</summary>
    public string? NoMetric { get; init; }

    /// <summary>The API server's message for a missing scale target; null if it exists.</summary>
    public string? NoTarget { get; init; }

    public bool Moves => Wanted != Replicas;

    public string Reason =>
        Steady < Wanted && Moves ? "Current number of replicas below Spec.MinReplicas"
        : Steady > Wanted && Wanted < Replicas ? "Current number of replicas above Spec.MaxReplicas"
        : $"{Metric} {(Wanted > Replicas ? "above" : "below")} target";

    public IEnumerable<(string Type, bool IsSo, string Reason, string Message)> Conditions()
    {
        if (NoTarget is { } target)
        {
            yield return (
                "AbleToScale",
                false,
                "FailedGetScale",
                $"the HPA controller was unable to get the target's current scale: {target}"
            );
            yield break;
        }

        yield return ("AbleToScale", true, Able.Reason, Able.Message);
        if (Replicas == 0)
            yield return ("ScalingActive", false, "ScalingDisabled", "scaling is disabled since the replica count of the target is zero");
        else if (NoMetric is { } why)
            yield return ("ScalingActive", false, "FailedGetResourceMetric", $"the HPA was unable to compute the replica count: {why}");
        else
            yield return (
                "ScalingActive",
                true,
                "ValidMetricFound",
                $"the HPA was able to successfully calculate a replica count from {Metric}"
            );
        if (Replicas > 0 && NoMetric is null)
            yield return ("ScalingLimited", Steady != Wanted, Limit.Reason, Limit.Message);
    }

    private (string Reason, string Message) Able =>
        Moves ? ("SucceededRescale", $"the HPA controller was able to update the target scale to {Wanted}")
        : Steady > Wish
            ? ("ScaleDownStabilized", "recent recommendations were higher than current one, applying the highest recent recommendation")
        : ("ReadyForNewScale", "recommended size matches current size");

    private (string Reason, string Message) Limit =>
        Steady < Wanted ? ("TooFewReplicas", "the desired replica count is less than the minimum replica count")
        : Steady > Wanted ? ("TooManyReplicas", "the desired replica count is more than the maximum replica count")
        : ("DesiredWithinRange", "the desired count is within the acceptable range");
}
