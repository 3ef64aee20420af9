using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>
/// Failing pods that no earlier cause explains, grouped by controller and verdict code; pods without a controller one by one.
/// </summary>
internal static class PodCauses
{
    public static IEnumerable<Cause> Find(CauseContext context) =>
        context
            .FailingPods.Where(failing => !context.IsExplained(failing.Pod) && failing.Verdict.NeedsAttention)
            .Select(failing =>
                (
                    failing.Verdict,
                    Subject: OwnerChain.Top(failing.Pod, context.Snapshot) ?? new(PodResource.Type, failing.Pod.Ref),
                    Since: PodHealth.Since(failing.Pod, failing.Verdict, context.Now)
                )
            )
            .GroupBy(pod => (pod.Subject, pod.Verdict.Code))
            .Select(group => new Cause(
                group.Key.Subject.Type,
                group.Key.Subject.Ref,
                group.MinBy(pod => pod.Since).Verdict,
                group.Count(),
                group.Min(pod => pod.Since)
            )
            {
                IsOfPods = true,
            });
}
