using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Policy.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The disruption controller: the allowed disruptions of each PodDisruptionBudget.</summary>
public sealed class Budgets(ClusterState state)
{
    public void Turn()
    {
        foreach (var budget in state.List<PodDisruptionBudget>())
            Count(budget);
    }

    private void Count(PodDisruptionBudget budget)
    {
        var pods = state
            .List<Pod>()
            .Where(pod =>
                pod.Metadata.Namespace == budget.Metadata.Namespace
                && Labels.Match(budget.Spec.Selector, pod.Metadata.Labels)
                && Availability.IsActive(pod)
            )
            .ToList();
        var wanted = budget.Spec.MinAvailable is { } least
            ? IntOrPercent.Up(least, pods.Count, "0")
            : pods.Count - IntOrPercent.Up(budget.Spec.MaxUnavailable, pods.Count, "1");
        var healthy = pods.Count(Availability.IsReady);
        state.ChangeStatus(
            budget,
            changed =>
                changed.Status = new PodDisruptionBudgetStatus
                {
                    ObservedGeneration = budget.Metadata.Generation,
                    ExpectedPods = pods.Count,
                    DesiredHealthy = wanted,
                    CurrentHealthy = healthy,
                    DisruptionsAllowed = Math.Max(0, healthy - wanted),
                }
        );
    }
}
