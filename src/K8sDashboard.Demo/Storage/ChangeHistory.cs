namespace K8sDashboard.Demo.Storage;

/// <summary>
/// The latest changes of one kind, for watches to read from where they are. Bounded by number and by age; a watch that is further
/// behind is told that its version has expired. Guarded by the store's lock.
/// </summary>
internal sealed class ChangeHistory(int capacity, TimeSpan age)
{
    private StoredChange[] _ring = new StoredChange[Math.Min(capacity, 64)];
    private TaskCompletionSource _changed = NewSignal();
    private int _first;
    private int _count;

    /// <summary>Watches may start from this version on.</summary>
    public long Oldest { get; private set; }

    /// <summary>Ends when there is a change more than now.</summary>
    public Task Changed => _changed.Task;

    public void Add(StoredChange change)
    {
        while (_count > 0 && (_count == capacity || At(0).Time < change.Time - age))
            DropFirst();
        if (_count == _ring.Length)
            Grow();
        _ring[(_first + _count++) % _ring.Length] = change;
        var changed = _changed;
        _changed = NewSignal();
        changed.SetResult();
    }

    /// <summary>Forgets all changes until now, as a compaction of etcd does.</summary>
    public void Forget(long version)
    {
        Array.Clear(_ring);
        _count = 0;
        Oldest = version;
    }

    /// <summary>The changes that follow a version, oldest first.</summary>
    public List<StoredChange> After(long version, int limit)
    {
        if (version < Oldest)
            throw StoreException.Expired(version, Oldest);
        var from = FirstAfter(version);
        var changes = new List<StoredChange>(Math.Min(limit, _count - from));
        for (var i = from; i < _count && changes.Count < limit; i++)
            changes.Add(At(i));
        return changes;
    }

    private int FirstAfter(long version)
    {
        var (low, high) = (0, _count);
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

    private StoredChange At(int index) => _ring[(_first + index) % _ring.Length];

    private void DropFirst()
    {
        Oldest = At(0).Version;
        _ring[_first] = null!;
        _first = (_first + 1) % _ring.Length;
        _count--;
    }

    private void Grow()
    {
        var larger = new StoredChange[Math.Min(capacity, _ring.Length * 2)];
        for (var i = 0; i < _count; i++)
            larger[i] = At(i);
        (_ring, _first) = (larger, 0);
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
