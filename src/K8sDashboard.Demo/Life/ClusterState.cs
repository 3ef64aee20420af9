using System.Collections.Immutable;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The cluster as its controllers see it. What is read is shared: who changes an object changes a copy, through the methods here. A
/// change that somebody else has overtaken is dropped, since the controller looks again at its next turn. For one thread.
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

    /// <summary>A part of the cluster, as if there were nothing else.</summary>
    /// <param name="store">Where the whole is.</param>
    /// <param name="view">The part.</param>
    /// <param name="made">Hears of what is created from here, so that the view can hold it.</param>
    internal ClusterState(ObjectStore store, ClusterView view, Action<ResourceKind, ObjectMeta>? made = null) =>
        (this.store, this.view, this.made) = (store, view, made);

    /// <summary>All objects of a kind, by namespace and name.</summary>
    public IReadOnlyList<T> List<T>()
        where T : class, IMessage<T> => Reading<T>().Refresh(store, view);

    /// <summary>How many objects of a kind the whole cluster has.</summary>
    public int Count<T>()
        where T : class, IMessage<T> => store.Snapshot(Kinds.Of<T>()).Objects.Count;

    public T? Get<T>(string ns, string name)
        where T : class, IMessage<T>
    {
        _ = List<T>();
        return Reading<T>().Find(ns, name);
    }

    /// <summary>The pods that a controller owns; those that nothing controls, where its uid is empty.</summary>
    public IEnumerable<Pod> PodsOf(string uid)
    {
        var pods = List<Pod>();
        if (owned?.Of != pods)
            owned = (pods, pods.ToLookup(pod => ControllerRefs.ControllerOf(pod.Metadata)));
        return owned!.Value.Pods[uid];
    }

    /// <returns>The stored object; null where one of that name is there already.</returns>
    public T? Create<T>(T created)
        where T : class, IMessage<T>
    {
        if (Try(() => store.Create(created)) is not { } stored)
            return null;
        if (made is not null && Kinds.Of<T>() is var kind)
            made(kind, kind.Meta(stored));
        return stored;
    }

    /// <summary>Changes all but the status.</summary>
    public T? Change<T>(T before, Action<T> change)
        where T : class, IMessage<T> => Write(before, change, store.Update);

    /// <summary>Changes the status, where the change makes a difference.</summary>
    public T? ChangeStatus<T>(T before, Action<T> change)
        where T : class, IMessage<T> => Write(before, change, store.UpdateStatus);

    /// <summary>Takes an object away at once; where finalizers hold it, it is marked, and goes with the last of them.</summary>
    public void Remove<T>(ObjectMeta meta, DateTimeOffset now)
        where T : class, IMessage<T>
    {
        if (meta.Finalizers.Count == 0)
            store.Delete<T>(meta.Namespace, meta.Name, meta.Uid);
        else if (Get<T>(meta.Namespace, meta.Name) is { } held)
            Change(held, ending => MarkDeleted(Kinds.Of<T>().Meta(ending), now));
    }

    /// <summary>Marks what only its finalizers hold any more.</summary>
    internal static void MarkDeleted(ObjectMeta meta, DateTimeOffset now)
    {
        meta.DeletionTimestamp ??= now.ToTime();
        meta.DeletionGracePeriodSeconds = 0;
    }

    /// <summary>Asks a pod's kubelet to end it.</summary>
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

    /// <summary>Writes what somebody else may have overtaken.</summary>
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

/// <summary>Which objects of a kind some controllers have to do with, in the order of their names.</summary>
internal delegate IEnumerable<StoredObject> ClusterView(ResourceKind kind, KindSnapshot snapshot);

/// <summary>The objects of one kind, each parsed once for as long as it stays the same.</summary>
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
        var anew = 0;
        foreach (var one in view(kind, snapshot))
        {
            if (!parsed.TryGetValue(one, out var known))
            {
                known = (T)kind.Parse(one.Bytes);
                anew++;
            }

            next[one] = known;
        }

        // Something has changed that is not seen from here.
        if (anew == 0 && next.Count == parsed.Count)
            return all;
        (parsed, all) = (next, [.. next.Values]);
        return all;
    }

    public T? Find(string ns, string name) =>
        seen!.TryGetValue(StoredObject.Probe(ns, name), out var found) ? parsed.GetValueOrDefault(found) : null;
}
