using System.Collections.Immutable;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The cluster as its controllers see it. Objects read are shared and must not be modified: the methods here change a copy. On a write
/// conflict the change is dropped, since the controller reconciles again in its next turn. Not thread-safe.
/// </summary>
public sealed class ClusterState
{
    private readonly ObjectStore store;
    private readonly ClusterView view;
    private readonly Action<ResourceKind, ObjectMeta>? made;
    private readonly Dictionary<Type, object> read = []; // one entry a kind
    private (object Of, ILookup<string, Pod> Pods)? owned;

    public ClusterState(ObjectStore store)
        : this(store, (_, snapshot) => snapshot.Objects) { }

    /// <summary>A restricted view of the cluster.</summary>
    /// <param name="store">The store.</param>
    /// <param name="view">Selects the visible objects.</param>
    /// <param name="made">Called with each object created here, so that the view can include it.</param>
    internal ClusterState(ObjectStore store, ClusterView view, Action<ResourceKind, ObjectMeta>? made = null) =>
        (this.store, this.view, this.made) = (store, view, made);

    /// <summary>All objects of a kind, sorted by namespace and name.</summary>
    public IReadOnlyList<T> List<T>()
        where T : class, IMessage<T> => Reading<T>().Refresh(store, view);

    /// <summary>The number of objects of a kind in the whole cluster.</summary>
    public int Count<T>()
        where T : class, IMessage<T> => store.Snapshot(Kinds.Of<T>()).Objects.Count;

    public T? Get<T>(string ns, string name)
        where T : class, IMessage<T>
    {
        _ = List<T>();
        return Reading<T>().Find(ns, name);
    }

    /// <summary>The pods with this controllerRef; orphans, where the uid is empty.</summary>
    public IEnumerable<Pod> PodsOf(string uid)
    {
        var pods = List<Pod>();
        if (owned?.Of != pods)
            owned = (pods, pods.ToLookup(pod => ControllerRefs.ControllerOf(pod.Metadata)));
        return owned!.Value.Pods[uid];
    }

    /// <returns>The stored object; null where the name is taken.</returns>
    public T? Create<T>(T created)
        where T : class, IMessage<T>
    {
        if (Try(() => store.Create(created)) is not { } stored)
            return null;
        if (made is not null && Kinds.Of<T>() is var kind)
            made(kind, kind.Meta(stored));
        return stored;
    }

    /// <summary>Updates everything but the status.</summary>
    public T? Change<T>(T before, Action<T> change)
        where T : class, IMessage<T> => Write(before, change, store.Update);

    /// <summary>Updates the status, where the change makes a difference.</summary>
    public T? ChangeStatus<T>(T before, Action<T> change)
        where T : class, IMessage<T> => Write(before, change, store.UpdateStatus);

    /// <summary>Deletes an object at once; with finalizers it gets a deletion timestamp, and goes with the last of them.</summary>
    public void Remove<T>(ObjectMeta meta, DateTimeOffset now)
        where T : class, IMessage<T>
    {
        if (meta.Finalizers.Count == 0)
            store.Delete<T>(meta.Namespace, meta.Name, meta.Uid);
        else if (Get<T>(meta.Namespace, meta.Name) is { } held)
            Change(held, ending => MarkDeleted(Kinds.Of<T>().Meta(ending), now));
    }

    /// <summary>Sets the deletion timestamp of an object that has finalizers.</summary>
    internal static void MarkDeleted(ObjectMeta meta, DateTimeOffset now)
    {
        meta.DeletionTimestamp ??= now.ToTime();
        meta.DeletionGracePeriodSeconds = 0;
    }

    /// <summary>Deletes a pod gracefully, by its kubelet.</summary>
    public void End(Pod pod, DateTimeOffset now)
    {
        if (pod.Metadata.DeletionTimestamp is not null)
            return;
        var grace = pod.Spec.HasTerminationGracePeriodSeconds ? pod.Spec.TerminationGracePeriodSeconds : 30;
        Change(
            pod,
            ending =>
            {
                ending.Metadata.DeletionTimestamp = now.AddSeconds(grace).ToTime();
                ending.Metadata.DeletionGracePeriodSeconds = Math.Max(1, grace);
            }
        );
    }

    private static T? Write<T>(T before, Action<T> change, Func<T, T> write)
        where T : class, IMessage<T>
    {
        var after = before.Clone();
        change(after);
        return after.Equals(before) ? before : Try(() => write(after));
    }

    /// <summary>Runs a write; null on a conflict.</summary>
    internal static T? Try<T>(Func<T> write)
        where T : class
    {
        try
        {
            return write();
        }
        catch (StoreException)
        {
            return null;
        }
    }

    private Reading<T> Reading<T>()
        where T : class, IMessage<T>
    {
        if (!read.TryGetValue(typeof(T), out var reading))
            read[typeof(T)] = reading = new Reading<T>();
        return (Reading<T>)reading;
    }
}

/// <summary>A view: the objects of a kind that some controllers see, sorted by name.</summary>
internal delegate IEnumerable<StoredObject> ClusterView(ResourceKind kind, KindSnapshot snapshot);

/// <summary>A cache of the parsed objects of one kind, by identity of their bytes.</summary>
internal sealed class Reading<T>
    where T : class, IMessage<T>
{
    private readonly ResourceKind kind = Kinds.Of<T>();
    private ImmutableSortedSet<StoredObject>? seen;
    private Dictionary<StoredObject, T> parsed = [];
    private IReadOnlyList<T> all = [];

    public IReadOnlyList<T> Refresh(ObjectStore store, ClusterView view)
    {
        var snapshot = store.Snapshot(kind);
        if (ReferenceEquals(snapshot.Objects, seen))
            return all;
        seen = snapshot.Objects;
        var next = new Dictionary<StoredObject, T>(parsed.Count);
        var reparsed = 0;
        foreach (var one in view(kind, snapshot))
        {
            if (!parsed.TryGetValue(one, out var known))
            {
                known = (T)kind.Parse(one.Bytes);
                reparsed++;
            }

            next[one] = known;
        }

        // Only objects outside the view have changed.
        if (reparsed == 0 && next.Count == parsed.Count)
            return all;
        (parsed, all) = (next, [.. next.Values]);
        return all;
    }

    public T? Find(string ns, string name) =>
        seen!.TryGetValue(StoredObject.Probe(ns, name), out var found) ? parsed.GetValueOrDefault(found) : null;
}
