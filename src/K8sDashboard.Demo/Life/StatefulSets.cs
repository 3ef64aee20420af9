using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The StatefulSet controller: ordinal pods with volume claims, one at a time.</summary>
public sealed class StatefulSets(ClusterState state, EventLog events)
{
    private const string Me = "statefulset-controller";

    private readonly Revisions revisions = new(state);
    private readonly ControllerRefs refs = new(state);

    public void Turn(DateTimeOffset now)
    {
        foreach (var set in state.List<StatefulSet>())
        {
            if (set.Metadata.DeletionTimestamp is not null)
                continue;
            var revision = revisions.Keep(set, now);
            refs.ClaimPods(set, set.Spec.Selector, pod => pod.Metadata.Name == $"{set.Metadata.Name}-{NumberOf(pod)}");
            Step(set, revision, now);
            Report(set, revision, now);
        }
    }

    /// <summary>One pod at a time: creates the next ordinal, scales down, or replaces an outdated pod, the highest ordinal first.</summary>
    private void Step(StatefulSet set, string revision, DateTimeOffset now)
    {
        var pods = state.PodsOf(set.Metadata.Uid).ToDictionary(NumberOf);
        var (wanted, parallel) = (Wanted(set), set.Spec.PodManagementPolicy == "Parallel");
        for (var number = 0; number < wanted; number++)
        {
            if (!pods.TryGetValue(number, out var pod))
                Make(set, number, revision, now);
            else if (pod.Status?.Phase == "Failed")
                state.End(pod, now);
            else if (pod.Metadata.DeletionTimestamp is null && Availability.IsReady(pod))
                continue;
            if (!parallel)
                return;
        }

        if (pods.Keys.Where(number => number >= wanted).DefaultIfEmpty(-1).Max() is var last and >= 0)
        {
            Delete(set, pods[last], now);
            return;
        }

        if (set.Spec.UpdateStrategy?.Type == "OnDelete")
            return;
        for (var number = wanted - 1; number >= PartitionOf(set); number--)
        {
            if (!pods.TryGetValue(number, out var pod) || pod.Metadata.DeletionTimestamp is not null || !Availability.IsReady(pod))
                return;
            if (pod.Metadata.Labels.GetValueOrDefault(PodTemplate.RevisionLabel) == revision)
                continue;
            Delete(set, pod, now);
            return;
        }
    }

    private void Make(StatefulSet set, int number, string revision, DateTimeOffset now)
    {
        // Below the partition a pod is recreated from the old revision.
        var old =
            number < PartitionOf(set) && set.Status is { CurrentRevision: { Length: > 0 } current } && current != revision
                ? revisions.TemplateOf(set.Metadata.Namespace, current)
                : null;
        if (old is not null)
            revision = set.Status!.CurrentRevision;
        var pod = PodTemplate.Make(old ?? set.Spec.Template, set, $"{set.Metadata.Name}-{number}", now);
        pod.Metadata.Labels["statefulset.kubernetes.io/pod-name"] = pod.Metadata.Name;
        pod.Metadata.Labels["apps.kubernetes.io/pod-index"] = $"{number}";
        pod.Metadata.Labels[PodTemplate.RevisionLabel] = revision;
        pod.Spec.Hostname = pod.Metadata.Name;
        pod.Spec.Subdomain = set.Spec.ServiceName;
        foreach (var template in set.Spec.VolumeClaimTemplates)
            Claim(set, template, pod, now);
        if (state.Create(pod) is not null)
            events.Normal(
                set,
                "SuccessfulCreate",
                $"create Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name} successful",
                Me,
                now
            );
    }

    private void Claim(StatefulSet set, PersistentVolumeClaim template, Pod pod, DateTimeOffset now)
    {
        var claim = template.Clone();
        claim.Metadata = new ObjectMeta
        {
            Namespace = set.Metadata.Namespace,
            Name = $"{template.Metadata.Name}-{pod.Metadata.Name}",
            CreationTimestamp = now.ToTime(),
        };
        claim.Metadata.Labels.Add(set.Spec.Selector.MatchLabels);
        claim.Status = new PersistentVolumeClaimStatus { Phase = "Pending" };
        state.Create(claim);
        pod.Spec.Volumes.Add(
            new Volume
            {
                Name = template.Metadata.Name,
                VolumeSource = new VolumeSource
                {
                    PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = claim.Metadata.Name },
                },
            }
        );
    }

    private void Delete(StatefulSet set, Pod pod, DateTimeOffset now)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
            return;
        state.End(pod, now);
        events.Normal(set, "SuccessfulDelete", $"delete Pod {pod.Metadata.Name} in StatefulSet {set.Metadata.Name} successful", Me, now);
    }

    private void Report(StatefulSet set, string revision, DateTimeOffset now)
    {
        var pods = state.PodsOf(set.Metadata.Uid).Where(Availability.IsActive).ToList();
        var updated = pods.Count(pod => pod.Metadata.Labels.GetValueOrDefault(PodTemplate.RevisionLabel) == revision);
        state.ChangeStatus(
            set,
            changed =>
                changed.Status = new StatefulSetStatus
                {
                    ObservedGeneration = set.Metadata.Generation,
                    Replicas = pods.Count,
                    ReadyReplicas = pods.Count(Availability.IsReady),
                    AvailableReplicas = pods.Count(pod => Availability.IsAvailable(pod, set.Spec.MinReadySeconds, now)),
                    UpdatedReplicas = updated,
                    CurrentReplicas = updated == pods.Count ? pods.Count : pods.Count - updated,
                    UpdateRevision = revision,
                    CurrentRevision =
                        updated == Wanted(set) || set.Status is not { CurrentRevision.Length: > 0 } ? revision : set.Status.CurrentRevision,
                    CollisionCount = 0,
                }
        );
    }

    private static int PartitionOf(StatefulSet set) => set.Spec.UpdateStrategy?.RollingUpdate?.Partition ?? 0;

    private static int Wanted(StatefulSet set) => set.Spec.HasReplicas ? set.Spec.Replicas : 1;

    private static int NumberOf(Pod pod) =>
        int.TryParse(pod.Metadata.Name[(pod.Metadata.Name.LastIndexOf('-') + 1)..], out var number) ? number : -1;
}
