using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The ReplicaSet controller: creates and deletes pods to match the replicas.</summary>
public sealed class ReplicaSets(ClusterState state, EventLog events)
{
    private const string Me = "replicaset-controller";

    private readonly ControllerRefs refs = new(state);

    public void Turn(DateTimeOffset now)
    {
        foreach (var set in state.List<ReplicaSet>())
        {
            if (set.Metadata.DeletionTimestamp is null)
                Fill(set, now);
        }
    }

    private void Fill(ReplicaSet set, DateTimeOffset now)
    {
        refs.ClaimPods(set, set.Spec.Selector);
        var pods = state.PodsOf(set.Metadata.Uid).Where(Availability.IsActive).ToList();
        var wanted = set.Spec.HasReplicas ? set.Spec.Replicas : 1;
        for (var missing = wanted - pods.Count; missing > 0; missing--)
        {
            if (state.Create(PodTemplate.Make(set.Spec.Template, set, null, now)) is { } made)
                events.Normal(set, "SuccessfulCreate", $"Created pod: {made.Metadata.Name}", Me, now);
        }

        foreach (var pod in pods.LeastWorthFirst().Take(Math.Max(0, pods.Count - wanted)))
        {
            state.End(pod, now);
            events.Normal(set, "SuccessfulDelete", $"Deleted pod: {pod.Metadata.Name}", Me, now);
        }

        Report(set, now);
    }

    private void Report(ReplicaSet set, DateTimeOffset now)
    {
        var pods = state.PodsOf(set.Metadata.Uid).Where(Availability.IsActive).ToList();
        state.ChangeStatus(set, changed => changed.Status = StatusOf(set, pods, now));
    }

    internal static ReplicaSetStatus StatusOf(ReplicaSet set, IReadOnlyCollection<Pod> pods, DateTimeOffset now) =>
        new()
        {
            Replicas = pods.Count,
            FullyLabeledReplicas = pods.Count(pod => Labels.Match(set.Spec.Template.Metadata.Labels, pod.Metadata.Labels)),
            ReadyReplicas = pods.Count(Availability.IsReady),
            AvailableReplicas = pods.Count(pod => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now)),
            ObservedGeneration = set.Metadata.Generation,
        };
}
