using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>The garbage collector: deletes objects whose owners are gone.</summary>
public sealed class Garbage(ClusterState state)
{
    private const int EndedPodsKept = 120;

    public void Turn(DateTimeOffset now)
    {
        var alive = Uids();
        Collect<ReplicaSet>(now, alive, set => set.Metadata);
        Collect<Job>(now, alive, job => job.Metadata);
        Collect<EndpointSlice>(now, alive, slice => slice.Metadata);
        Collect<ControllerRevision>(now, alive, revision => revision.Metadata);
        foreach (var pod in state.List<Pod>())
        {
            if (IsOrphan(pod.Metadata, alive))
                state.End(pod, now);
            // Unbound: no kubelet will end it.
            if (pod.Metadata.DeletionTimestamp is not null && pod.Spec.NodeName.Length == 0)
                state.Remove<Pod>(pod.Metadata, now);
        }

        // As kube-controller-manager's --terminated-pod-gc-threshold: otherwise finished pods accumulate without bound.
        var ended = state
            .List<Pod>()
            .Where(pod => pod.Status?.Phase is "Succeeded" or "Failed")
            .OrderByDescending(pod => pod.Metadata.CreationTimestamp.Seconds);
        foreach (var pod in ended.Skip(EndedPodsKept))
            state.Remove<Pod>(pod.Metadata, now);
    }

    private HashSet<string> Uids() =>
        [
            .. state.List<Deployment>().Select(one => one.Metadata.Uid),
            .. state.List<ReplicaSet>().Select(one => one.Metadata.Uid),
            .. state.List<StatefulSet>().Select(one => one.Metadata.Uid),
            .. state.List<DaemonSet>().Select(one => one.Metadata.Uid),
            .. state.List<CronJob>().Select(one => one.Metadata.Uid),
            .. state.List<Job>().Select(one => one.Metadata.Uid),
            .. state.List<Service>().Select(one => one.Metadata.Uid),
            .. state.List<Node>().Select(one => one.Metadata.Uid),
        ];

    private void Collect<T>(DateTimeOffset now, HashSet<string> alive, Func<T, ObjectMeta> metaOf)
        where T : class, IMessage<T>
    {
        foreach (var one in state.List<T>())
        {
            if (IsOrphan(metaOf(one), alive))
                state.Remove<T>(metaOf(one), now);
        }
    }

    private static bool IsOrphan(ObjectMeta meta, HashSet<string> alive) =>
        meta.DeletionTimestamp is null && meta.OwnerReferences.Count > 0 && meta.OwnerReferences.All(owner => !alive.Contains(owner.Uid));
}
