namespace K8sDashboard.Demo.Storage;

/// <summary>
/// The latest changes of one kind, as a bounded buffer (count and age) that watches read from their position; a watch behind its start gets
/// 410 Gone. Guarded by the store's lock.
/// </summary>
internal sealed class ChangeHistory(int capacity, TimeSpan age)
{
    private StoredChange[] ring = new StoredChange[Math.Min(capacity, 64)];
    private TaskCompletionSource changed = NewSignal();
    private int first;
    private int count;

    /// <summary>The oldest version from which a watch can start.</summary>
    public long Oldest { get; private set; }

    /// <summary>Completes at the next change.</summary>
    public Task Changed => changed.Task;

    public void Add(StoredChange change)
    {
        while (count > 0 && (count == capacity || At(0).Time < change.Time - age))
            DropFirst();
        if (count == ring.Length)
            Grow();
        ring[(first + count++) % ring.Length] = change;
        var waiting = changed;
        changed = NewSignal();
        waiting.SetResult();
    }

    /// <summary>Drops all changes up to a version, as a compaction of etcd does.</summary>
    public void Forget(long version)
    {
        Array.Clear(ring);
        count = 0;
        Oldest = version;
    }

    /// <summary>The changes after a version, oldest first.</summary>
    public List<StoredChange> After(long version, int limit)
    {
        if (version < Oldest)
            throw StoreException.Expired(version, Oldest);
        var from = FirstAfter(version);
        var changes = new List<StoredChange>(Math.Min(limit, count - from));
        for (var i = from; i < count && changes.Count < limit; i++)
            changes.Add(At(i));
        return changes;
    }

    private int FirstAfter(long version)
    {
        var (low, high) = (0, count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (At(middle).Version <= version)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private StoredChange At(int index) => ring[(first + index) % ring.Length];

    private void DropFirst()
    {
        Oldest = At(0).Version;
        ring[first] = null!;
        first = (first + 1) % ring.Length;
        count--;
    }

    private void Grow()
    {
        var larger = new StoredChange[Math.Min(capacity, ring.Length * 2)];
        for (var i = 0; i < count; i++)
            larger[i] = At(i);
        (ring, first) = (larger, 0);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
