namespace K8sDashboard.Web.Projections;

/// <summary>
/// Compute cache (memoization, single-flight) shared by all circuits: health evaluation, sorting. The question is the cache key and must
/// contain everything that distinguishes one caller's answer from another's, first of all the user.
/// </summary>
public sealed class ComputeCache(TimeProvider time)
{
    // The maximum number of keys, sufficient for those in use at a time; each character typed into a filter is a key. When it is exceeded,
    // the whole cache is cleared.
    private const int Bound = 64;

    /// <summary>
    /// The number of answers per key, one for each basis. Circuits render within 50 ms of each other and their clocks tick within a second,
    /// so some still ask with the previous snapshot: with a single answer they would evict each other's (cache thrashing).
    /// </summary>
    private const int Kept = 4;

    /// <summary>
    /// Idle eviction: an older answer that was not read for this time is removed, since it retains a version of the cluster that may be
    /// much larger than the current one.
    /// </summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>Limits the recomputation over the whole cluster to a tenth of one core.</summary>
    private const int RestPerWork = 10;

    /// <summary>
    /// Computations that take longer are moved to the background, since a circuit that waits for them would visibly lag behind the others.
    /// </summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<object, List<Answer>> answers = [];
    private long swept = time.GetTimestamp();

    /// <summary>
    /// Memoizes the answer to <paramref name="question"/> for <paramref name="basis"/> (single-flight: concurrent callers wait for the one
    /// that computes).
    /// </summary>
    /// <param name="question">The cache key, including the user; compared by value.</param>
    /// <param name="basis">The inputs of the answer, such as versions of tables; compared by value.</param>
    /// <param name="work">Must be a pure function of the two. Exceptions are not cached: the next caller retries.</param>
    public T GetOrAdd<T>(object question, object basis, Func<T> work) => GetOrAdd<T>(question, basis, _ => work());

    /// <summary>The same for incremental computations, which reuse a previous answer.</summary>
    /// <param name="question">As above.</param>
    /// <param name="basis">As above.</param>
    /// <param name="work">Receives the latest previous answer or null, and may reuse what is still valid of it.</param>
    public T GetOrAdd<T>(object question, object basis, Func<T?, T> work) => GetOrAdd(question, basis, _ => false, work);

    /// <summary>The same for answers that know what they depend on, and so are valid for other bases too.</summary>
    /// <param name="question">As above.</param>
    /// <param name="basis">As above; callers with an equal one wait for the one that computes.</param>
    /// <param name="isValid">Whether a known answer is valid for this basis too; called under the cache's lock.</param>
    /// <param name="work">As above.</param>
    public T GetOrAdd<T>(object question, object basis, Func<T, bool> isValid, Func<T?, T> work)
    {
        var answer = Find(
            question,
            basis,
            known => known is T value && isValid(value),
            before => work(before is T known ? known : default)!
        );
        try
        {
            return (T)answer.Value.Value;
        }
        catch
        {
            lock (gate)
                answers.GetValueOrDefault(question)?.Remove(answer);
            throw;
        }
    }

    /// <summary>
    /// Stale-while-revalidate, for computations over the whole cluster: a result is reused for ten times as long as it took to compute,
    /// which is less than a second for ten thousand pods. Long computations run in the background, and callers get the stale result
    /// meanwhile.
    /// </summary>
    /// <param name="question">As above.</param>
    /// <param name="must">Inputs for which no stale result is returned, such as the sync state.</param>
    /// <param name="may">The other inputs.</param>
    /// <param name="work">As above.</param>
    public T GetStaleWhileRevalidate<T>(object question, object must, object may, Func<T?, T> work)
        where T : class => GetOrAdd<Finding<T>>(question, (must, may), before => Next(before, must, work)).Value;

    private Finding<T> Next<T>(Finding<T>? before, object must, Func<T?, T> work)
        where T : class
    {
        if (before?.Successor is { IsCompletedSuccessfully: true } found)
            before = found.Result;
        // After a failure in the background it is computed synchronously, so that the exception surfaces instead of an ever staler result.
        if (before is null or { Successor.IsFaulted: true } || !before.Must.Equals(must))
            return Walk(before, must, work);
        if (time.GetElapsedTime(before.Ended) < before.Took * RestPerWork)
            return before;
        if (before.Took < Noticed)
            return Walk(before, must, work);
        lock (before)
        {
            before.Successor ??= Task.Run(() => Walk(before, must, work));
        }

        return before;
    }

    private Finding<T> Walk<T>(Finding<T>? before, object must, Func<T?, T> work)
        where T : class
    {
        var began = time.GetTimestamp();
        var value = work(before?.Value);
        return new(value, must, time.GetTimestamp(), time.GetElapsedTime(began));
    }

    private Answer Find(object question, object basis, Predicate<object> isValid, Func<object?, object> work)
    {
        lock (gate)
        {
            EvictIdle();
            if (!answers.TryGetValue(question, out var kept))
            {
                if (answers.Count >= Bound)
                    answers.Clear();
                answers[question] = kept = new(Kept);
            }

            if (
                kept.FindLast(known => known.Basis.Equals(basis) || (known.Value.IsValueCreated && isValid(known.Value.Value))) is { } found
            )
            {
                found.Asked = time.GetTimestamp();
                return found;
            }

            var before = kept.FindLast(known => known.Value.IsValueCreated)?.Value.Value;
            if (kept.Count == Kept)
                kept.RemoveAt(0);
            var answer = new Answer(basis, new(() => work(before))) { Asked = time.GetTimestamp() };
            kept.Add(answer);
            return answer;
        }
    }

    private void EvictIdle()
    {
        if (time.GetElapsedTime(swept) < Idle)
            return;
        swept = time.GetTimestamp();
        foreach (var kept in answers.Values)
        {
            var newest = kept.LastOrDefault();
            kept.RemoveAll(answer => answer != newest && time.GetElapsedTime(answer.Asked) > Idle);
        }
    }

    private sealed class Answer(object basis, Lazy<object> value)
    {
        public object Basis => basis;

        public Lazy<object> Value => value;

        public long Asked { get; set; }
    }

    private sealed class Finding<T>(T value, object must, long ended, TimeSpan took)
    {
        public T Value => value;

        public object Must => must;

        public long Ended => ended;

        public TimeSpan Took => took;

        /// <summary>The next result, while it is computed in the background.</summary>
        public Task<Finding<T>>? Successor { get; set; }
    }
}
