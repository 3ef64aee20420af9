namespace K8sDashboard.Caching;

/// <summary>
/// Single-flight cache of asynchronous answers: concurrent callers of a key share one request, and its answer until it expires. Bounded;
/// the least recently used answers are evicted first. Exceptions are not cached: the next caller asks again.
/// </summary>
/// <param name="time">The clock. Expiry is on its monotonic side: a step of the wall clock must not extend a lifetime.</param>
/// <param name="maxEntries">The maximum number of cached answers. Requests in flight are not counted and never evicted.</param>
/// <param name="maxWeight">The maximum of the cached answers' weights.</param>
/// <example>
/// <code>
/// var review = await reviews.GetAsync(right, async () => new(await AskAsync(right), Lifetime: TimeSpan.FromSeconds(30)), cancellation);
/// </code>
/// </example>
public sealed class SingleFlightCache<TKey, TValue>(TimeProvider time, int maxEntries, long maxWeight = long.MaxValue)
    where TKey : notnull
{
    private readonly Lock gate = new(); // callers and requests that end; held for bookkeeping only
    private readonly Dictionary<TKey, Entry> entries = [];
    private readonly LinkedList<Entry> leastRecentFirst = []; // those with an answer
    private long weight;

    /// <summary>The cached answer, or that of the request in flight, or else of a new one.</summary>
    /// <param name="key">Must contain everything that distinguishes one caller's answer from another's, first of all the user.</param>
    /// <param name="ask">
    /// Sends the request, and decides from its answer how long it is cached. Runs on the thread pool, since it may begin with synchronous
    /// work; it takes no caller's cancellation and must end by itself, since others may wait for it.
    /// </param>
    /// <param name="cancellation">Cancels this caller's wait.</param>
    public Task<TValue> GetAsync(TKey key, Func<Task<CachedAnswer<TValue>>> ask, CancellationToken cancellation)
    {
        lock (gate)
        {
            if (entries.TryGetValue(key, out var entry) && !IsExpired(entry))
            {
                MoveToEnd(entry);
                return entry.Answer.WaitAsync(cancellation);
            }

            if (entry is not null)
                Remove(entry);
            entries[key] = entry = new Entry { Key = key };
            entry.Answer = Task.Run(() => RunAsync(entry, ask), CancellationToken.None);
            return entry.Answer.WaitAsync(cancellation);
        }
    }

    /// <summary>Invalidates answers. Requests in flight are answered to those who wait, but not cached.</summary>
    public void Invalidate(Func<TKey, bool> which)
    {
        lock (gate)
            foreach (var entry in entries.Values.Where(entry => which(entry.Key)).ToList())
                Remove(entry);
    }

    private async Task<TValue> RunAsync(Entry entry, Func<Task<CachedAnswer<TValue>>> ask)
    {
        try
        {
            var answer = await ask();
            lock (gate)
                Add(entry, answer);
            return answer.Value;
        }
        catch
        {
            lock (gate)
                Remove(entry);
            throw;
        }
    }

    private void Add(Entry entry, CachedAnswer<TValue> answer)
    {
        if (!IsHeld(entry))
            return;
        entry.AnsweredAt = time.GetTimestamp();
        entry.Lifetime = answer.Lifetime;
        entry.Weight = answer.Weight;
        entry.Node = leastRecentFirst.AddLast(entry);
        weight += answer.Weight;
        foreach (var expired in leastRecentFirst.Where(IsExpired).ToList())
            Remove(expired);
        // The newest stays whatever its weight.
        while (leastRecentFirst.Count > 1 && (leastRecentFirst.Count > maxEntries || weight > maxWeight))
            Remove(leastRecentFirst.First!.Value);
    }

    private void MoveToEnd(Entry entry)
    {
        if (entry.Node is not { } node)
            return;
        leastRecentFirst.Remove(node);
        leastRecentFirst.AddLast(node);
    }

    private void Remove(Entry entry)
    {
        if (!IsHeld(entry))
            return;
        entries.Remove(entry.Key);
        if (entry.Node is not { } node)
            return;
        leastRecentFirst.Remove(node);
        weight -= entry.Weight;
    }

    /// <summary>False where it was invalidated in flight; another one may have its key.</summary>
    private bool IsHeld(Entry entry) => entries.TryGetValue(entry.Key, out var held) && held == entry;

    /// <summary>False while in flight.</summary>
    private bool IsExpired(Entry entry) => entry.Node is not null && time.GetElapsedTime(entry.AnsweredAt) >= entry.Lifetime;

    private sealed class Entry
    {
        public required TKey Key { get; init; }

        public Task<TValue> Answer { get; set; } = null!;

        /// <summary>Null while in flight.</summary>
        public LinkedListNode<Entry>? Node { get; set; }

        public long AnsweredAt { get; set; }

        public TimeSpan Lifetime { get; set; }

        public long Weight { get; set; }
    }
}

/// <summary>An answer, and how long it is cached.</summary>
/// <param name="Value">The answer; an expected failure is one too.</param>
/// <param name="Lifetime">The time to live from now on. Zero: only those share it who already wait.</param>
/// <param name="Weight">Its part of the cache's weight.</param>
public readonly record struct CachedAnswer<TValue>(TValue Value, TimeSpan Lifetime, long Weight = 1);
