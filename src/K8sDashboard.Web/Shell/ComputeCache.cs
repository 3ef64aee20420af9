namespace K8sDashboard.Web.Shell;

/// <summary>
/// Work that many circuits would each do alike, done once: judging the cluster, sorting a list. Whoever asks puts into the question
/// all that tells one asker's answer from another's, first of all who asks.
/// </summary>
public sealed class ComputeCache(TimeProvider time)
{
    // As many as people look at at once; typing into a filter asks one a letter. At the bound all is forgotten, and worked out anew.
    private const int Bound = 64;

    /// <summary>
    /// Answers kept of a question. Circuits draw within 50 ms of each other and their clocks tick within a second, so for a while some
    /// ask of one snapshot and some of the next: with one answer alone they would take turns in working out both.
    /// </summary>
    private const int Kept = 4;

    /// <summary>
    /// An older answer that nobody has asked for so long is evicted: it holds a version of the cluster that may be much larger than
    /// today's.
    /// </summary>
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    /// <summary>What walks the whole cluster takes a tenth of a processor at most.</summary>
    private const int RestPerWork = 10;

    /// <summary>A page that waits for longer shows what changed later than others do.</summary>
    private static readonly TimeSpan Noticed = TimeSpan.FromMilliseconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<object, List<Answer>> answers = [];
    private long swept = time.GetTimestamp();

    /// <summary>The answer to <paramref name="question"/> as of <paramref name="basis"/>; circuits that ask meanwhile wait for the one that works.</summary>
    /// <param name="question">What is asked, and by whom; compared by value.</param>
    /// <param name="basis">What the answer is made of, such as the versions of tables; compared by value.</param>
    /// <param name="work">Must depend on nothing but the two, and change nothing. If it throws, the next to ask tries again.</param>
    public T Of<T>(object question, object basis, Func<T> work) => Of<T>(question, basis, _ => work());

    /// <summary>The same, where an earlier answer to the question spares work.</summary>
    /// <param name="question">As above.</param>
    /// <param name="basis">As above.</param>
    /// <param name="work">Gets the last answer that there was, or null, and may take from it what still holds.</param>
    public T Of<T>(object question, object basis, Func<T?, T> work)
    {
        var answer = Find(question, basis, before => work(before is T known ? known : default)!);
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
    /// The same for work that walks the whole cluster: it rests ten times as long as it took, and what it found holds meanwhile. Of ten
    /// thousand pods that is less than a second. Where it takes longer than anybody would notice, no page waits for it either.
    /// </summary>
    /// <param name="question">As above.</param>
    /// <param name="must">What the answer is made of and is never late for, such as whether the cluster is heard.</param>
    /// <param name="may">What else it is made of.</param>
    /// <param name="work">As above.</param>
    public T GetStaleWhileRevalidate<T>(object question, object must, object may, Func<T?, T> work)
        where T : class => Of<Finding<T>>(question, (must, may), before => Next(before, must, work)).Value;

    private Finding<T> Next<T>(Finding<T>? before, object must, Func<T?, T> work)
        where T : class
    {
        if (before?.Successor is { IsCompletedSuccessfully: true } found)
            before = found.Result;
        // What failed beside the pages fails on one too: it would be old for ever, and nobody would know.
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

    private Answer Find(object question, object basis, Func<object?, object> work)
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

            if (kept.Find(known => known.Basis.Equals(basis)) is { } found)
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

        /// <summary>The next one, where it is worked out beside the pages.</summary>
        public Task<Finding<T>>? Successor { get; set; }
    }
}
