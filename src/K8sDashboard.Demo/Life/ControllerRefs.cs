using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// Controller references: owned objects that no longer match the selector are released, and matching orphans are adopted.
/// </summary>
/// <remarks>Kubernetes' <c>ControllerRefManager</c>, in <c>pkg/controller/controller_ref_manager.go</c>.</remarks>
public sealed class ControllerRefs(ClusterState state)
{
    /// <summary>Adopts and releases pods.</summary>
    /// <param name="owner">The controller.</param>
    /// <param name="selector">Its selector.</param>
    /// <param name="mayBe">A further condition; null for none.</param>
    public void ClaimPods(IMessage owner, LabelSelector selector, Func<Pod, bool>? mayBe = null)
    {
        var meta = Kinds.Of(owner.GetType()).Meta(owner);
        bool Matches(Pod pod) => Labels.Match(selector, pod.Metadata.Labels) && mayBe?.Invoke(pod) is not false;
        foreach (var pod in state.PodsOf(meta.Uid).Where(pod => !Matches(pod)).ToList())
            state.Change(pod, released => Release(released.Metadata, meta.Uid));
        foreach (
            var pod in state.PodsOf("").Where(pod => IsOrphan(pod.Metadata, meta) && Availability.IsActive(pod)).Where(Matches).ToList()
        )
            state.Change(pod, adopted => adopted.Metadata.OwnerReferences.Add(PodTemplate.OwnedBy(owner)));
    }

    /// <summary>Likewise for a Deployment's ReplicaSets; returns the owned ones.</summary>
    public List<ReplicaSet> ClaimReplicaSets(Deployment owner)
    {
        var sets = state.List<ReplicaSet>().Where(set => set.Metadata.Namespace == owner.Metadata.Namespace).ToList();
        foreach (var set in sets)
        {
            var matches = Labels.Match(owner.Spec.Selector, set.Metadata.Labels);
            if (ControllerOf(set.Metadata) == owner.Metadata.Uid && !matches)
                state.Change(set, released => Release(released.Metadata, owner.Metadata.Uid));
            else if (IsOrphan(set.Metadata, owner.Metadata) && matches)
                state.Change(set, adopted => adopted.Metadata.OwnerReferences.Add(PodTemplate.OwnedBy(owner)));
        }

        return [.. state.List<ReplicaSet>().Where(set => ControllerOf(set.Metadata) == owner.Metadata.Uid)];
    }

    /// <summary>The uid of an object's controllerRef; empty for none.</summary>
    public static string ControllerOf(ObjectMeta meta) => meta.OwnerReferences.FirstOrDefault(owner => owner.Controller)?.Uid ?? "";

    private static bool IsOrphan(ObjectMeta meta, ObjectMeta owner) =>
        meta.Namespace == owner.Namespace && meta.DeletionTimestamp is null && ControllerOf(meta).Length == 0;

    /// <summary>Removes an owner reference.</summary>
    public static void Release(ObjectMeta meta, string uid)
    {
        foreach (var owner in meta.OwnerReferences.Where(one => one.Uid == uid).ToList())
            meta.OwnerReferences.Remove(owner);
    }
}
