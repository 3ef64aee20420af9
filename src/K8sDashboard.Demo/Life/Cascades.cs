using Google.Protobuf;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>Foreground and orphan deletion, the two finalizers of the garbage collector. Background deletion has none.</summary>
public sealed class Cascades(ObjectStore store, ClusterState state)
{
    private const string Foreground = "foregroundDeletion";
    private const string Orphan = "orphan";

    private static readonly IReadOnlyList<ResourceKind> Dependents =
    [
        .. Kinds.All.Where(kind => kind.Plural is "replicasets" or "jobs" or "endpointslices" or "controllerrevisions"),
    ];

    public void Turn(DateTimeOffset now)
    {
        IEnumerable<IMessage> ending =
        [
            .. Ending<Deployment>(one => one.Metadata),
            .. Ending<ReplicaSet>(one => one.Metadata),
            .. Ending<StatefulSet>(one => one.Metadata),
            .. Ending<DaemonSet>(one => one.Metadata),
            .. Ending<CronJob>(one => one.Metadata),
            .. Ending<Job>(one => one.Metadata),
            .. Ending<Service>(one => one.Metadata),
        ];
        foreach (var owner in ending)
            Carry(Kinds.Of(owner.GetType()), owner, now);
    }

    private IEnumerable<T> Ending<T>(Func<T, ObjectMeta> metaOf)
        where T : class, IMessage<T> =>
        state
            .List<T>()
            .Where(one => metaOf(one) is { DeletionTimestamp: not null } meta && meta.Finalizers.Any(held => held is Foreground or Orphan));

    private void Carry(ResourceKind kind, IMessage owner, DateTimeOffset now)
    {
        var meta = kind.Meta(owner);
        var (pods, others) = (state.PodsOf(meta.Uid).ToList(), OthersOf(meta).ToList());
        if (meta.Finalizers.Contains(Orphan))
        {
            foreach (var pod in pods)
                state.Change(pod, changed => ControllerRefs.Release(changed.Metadata, meta.Uid));
            foreach (var (of, dependent) in others)
                Write(of, dependent, changed => ControllerRefs.Release(changed, meta.Uid));
        }
        else if (pods.Count + others.Count > 0)
        {
            foreach (var pod in pods)
                state.End(pod, now);
            foreach (var (of, dependent) in others.Where(one => one.Kind.Meta(one.Object).DeletionTimestamp is null))
                Write(of, dependent, changed => EndWithItsOwn(changed, now));
            return;
        }

        Write(kind, kind.Clone(owner), RemoveFinalizers);
    }

    private IEnumerable<(ResourceKind Kind, IMessage Object)> OthersOf(ObjectMeta owner) =>
        from kind in Dependents
        from stored in store.Snapshot(kind).In(owner.Namespace)
        let dependent = kind.Parse(stored.Bytes)
        where kind.Meta(dependent).OwnerReferences.Any(one => one.Uid == owner.Uid)
        select (kind, dependent);

    private void Write(ResourceKind kind, IMessage obj, Action<ObjectMeta> change)
    {
        change(kind.Meta(obj));
        ClusterState.Try(() => store.Update(kind, obj, ObjectPart.AllButStatus));
    }

    private static void RemoveFinalizers(ObjectMeta meta)
    {
        meta.Finalizers.Remove(Foreground);
        meta.Finalizers.Remove(Orphan);
    }

    // Foreground deletion applies to dependents recursively.
    private static void EndWithItsOwn(ObjectMeta meta, DateTimeOffset now)
    {
        meta.Finalizers.Add(Foreground);
        ClusterState.MarkDeleted(meta, now);
    }
}
