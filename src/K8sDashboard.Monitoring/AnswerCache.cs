namespace K8sDashboard.Monitoring;

/// <summary>
/// Single-flight cache of answers by query and step: concurrent equal queries share one request, and its answer until the step ends.
/// Bounded by weight; failures are cached only long enough for the panels of one page to share them.
/// </summary>
internal sealed class AnswerCache(TimeProvider time)
{
    /// <summary>The maximum number of cached values, 8 bytes each.</summary>
    public const int MaxWeight = 2_000_000;

    public const int MaxEntries = 512;

    private static readonly TimeSpan KeepFailure = TimeSpan.FromSeconds(3);

    // One lock: contention is negligible beside the requests.
    private readonly Lock gate = new();
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);
    private readonly LinkedList<Entry> oldestFirst = [];
    private long weight;

    public Task<PrometheusAnswer<T>> GetAsync<T>(string key, TimeSpan keep, Func<T, int> weigh, Func<Task<PrometheusAnswer<T>>> ask)
    {
        Entry entry;
        var started = new TaskCompletionSource<PrometheusAnswer<T>>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (gate)
        {
            if (entries.TryGetValue(key, out var known) && !known.IsOver(time))
                return (Task<PrometheusAnswer<T>>)known.Answer;
            if (known is not null)
                Remove(known);
            entry = new Entry(key, started.Task);
            entries.Add(key, entry);
            oldestFirst.AddLast(entry);
        }

        _ = FillAsync(entry, keep, weigh, ask, started);
        return started.Task;
    }

    private async Task FillAsync<T>(
        Entry entry,
        TimeSpan keep,
        Func<T, int> weigh,
        Func<Task<PrometheusAnswer<T>>> ask,
        TaskCompletionSource<PrometheusAnswer<T>> result
    )
    {
        try
        {
            var answer = await ask();
            Keep(
                entry,
                answer is PrometheusAnswer<T>.Data ? keep : KeepFailure,
                answer is PrometheusAnswer<T>.Data data ? weigh(data.Value) : 1
            );
            result.SetResult(answer);
        }
        catch (Exception bug)
        {
            lock (gate)
                Remove(entry);
            result.SetException(bug);
        }
    }

    private void Keep(Entry entry, TimeSpan span, int weighs)
    {
        lock (gate)
        {
            if (!IsHeld(entry))
                return;
            entry.Keep(span, time);
            entry.Weight = weighs;
            weight += weighs;
            for (var node = oldestFirst.First; node is not null; )
            {
                var (candidate, next) = (node.Value, node.Next);
                var full = weight > MaxWeight || entries.Count > MaxEntries;
                if (candidate.IsOver(time) || (full && candidate != entry))
                    Remove(candidate);
                node = next;
            }
        }
    }

    /// <summary>False where the entry was evicted while in flight; another one may have its key.</summary>
    private bool IsHeld(Entry entry) => entries.TryGetValue(entry.Key, out var held) && held == entry;

    private void Remove(Entry entry)
    {
        if (!IsHeld(entry))
            return;
        entries.Remove(entry.Key);
        oldestFirst.Remove(entry);
        weight -= entry.Weight;
    }

    private sealed class Entry(string key, Task answer)
    {
        private long answeredAt;
        private TimeSpan? kept;

        public string Key => key;

        public Task Answer => answer;

        public int Weight { get; set; }

        /// <summary>On the monotonic clock: a step of the wall clock must not extend the time to live.</summary>
        public void Keep(TimeSpan span, TimeProvider time) => (answeredAt, kept) = (time.GetTimestamp(), span);

        /// <summary>Expired; false while in flight.</summary>
        public bool IsOver(TimeProvider time) => kept is { } span && time.GetElapsedTime(answeredAt) >= span;
    }
}
