using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>The namespace controller: deletes the content of a terminating namespace, then finalizes it.</summary>
public sealed class EndingNamespaces(ObjectStore store, ClusterState state)
{
    private static readonly ResourceKind Pods = Kinds.Of<Pod>();
    private static readonly IReadOnlyList<ResourceKind> Contents = [.. Kinds.All.Where(kind => kind.Namespaced)];

    public void Turn(DateTimeOffset now)
    {
        foreach (var ending in state.List<Namespace>().Where(ns => ns.Metadata.DeletionTimestamp is not null))
            Empty(ending, now);
    }

    private void Empty(Namespace ending, DateTimeOffset now)
    {
        var name = ending.Metadata.Name;
        foreach (var pod in state.List<Pod>().Where(pod => pod.Metadata.Namespace == name))
            state.End(pod, now);
        foreach (var kind in Contents.Where(kind => kind != Pods))
        {
            foreach (var stored in store.Snapshot(kind).In(name))
                End(kind, kind.Parse(stored.Bytes), now);
        }

        if (Contents.All(kind => store.Snapshot(kind).Count(name) == 0) && ending.Metadata.Finalizers.Count == 0)
            state.Remove<Namespace>(ending.Metadata, now);
    }

    // Objects with finalizers wait for the owners of these.
    private void End(ResourceKind kind, IMessage content, DateTimeOffset now)
    {
        var meta = kind.Meta(content);
        if (meta.Finalizers.Count == 0)
        {
            store.Delete(kind, meta.Namespace, meta.Name, meta.Uid);
            return;
        }

        if (meta.DeletionTimestamp is not null)
            return;
        ClusterState.MarkDeleted(meta, now);
        ClusterState.Try(() => store.Update(kind, content, ObjectPart.AllButStatus));
    }
}
