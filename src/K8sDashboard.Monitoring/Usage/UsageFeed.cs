using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>
/// Refreshes the usage of one list: of visible rows only, once a step, and of rows that come into view shortly after. Without a visible row
/// nothing is queried. One feed per list and screen; equal queries of many screens are coalesced.
/// </summary>
/// <param name="metrics">The list's columns.</param>
/// <param name="inView">The visible rows.</param>
/// <param name="source">Answers the queries.</param>
/// <param name="time">The clock of the steps.</param>
public sealed class UsageFeed<TKey>(
    ImmutableArray<UsageMetric> metrics,
    Func<IReadOnlyCollection<TKey>> inView,
    UsageSource<TKey> source,
    TimeProvider time
)
    where TKey : notnull
{
    /// <summary>The debounce interval for rows that come into view while scrolling.</summary>
    public static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    private readonly Channel<bool> wake = Channel.CreateBounded<bool>(
        new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite }
    );
    private volatile RankRequest<TKey>? rankRequest;

    /// <summary>The requested ranking; null where the visible rows are all rows.</summary>
    public RankRequest<TKey>? Wanted => rankRequest;

    /// <summary>Signals that rows have come into view.</summary>
    public void Wake() => wake.Writer.TryWrite(true);

    public void Rank(RankRequest<TKey>? request)
    {
        var changed = request is not null && request.Order != rankRequest?.Order;
        rankRequest = request;
        if (changed)
            Wake();
    }

    /// <summary>Yields a snapshot after each answer, until cancelled.</summary>
    public async IAsyncEnumerable<UsageSnapshot<TKey>> WatchAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var snapshot = UsageSnapshot<TKey>.Empty;
        while (true)
        {
            await PauseAsync(cancellation);
            var next = await AskAsync(snapshot, cancellation);
            if (next.Version == snapshot.Version)
                continue;
            snapshot = next;
            yield return snapshot;
        }
    }

    private async Task PauseAsync(CancellationToken cancellation)
    {
        if (inView().Count == 0)
        {
            await wake.Reader.WaitToReadAsync(cancellation);
        }
        else
        {
            var now = time.GetUtcNow();
            using var step = new CancellationTokenSource(UsageSteps.Before(now) + UsageSteps.Step - now, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(step.Token, cancellation);
            try
            {
                await wake.Reader.WaitToReadAsync(either.Token);
            }
            catch (OperationCanceledException) when (step.IsCancellationRequested && !cancellation.IsCancellationRequested)
            {
                return;
            }
        }

        await Task.Delay(Gather, time, cancellation);
        wake.Reader.TryRead(out _);
    }

    private async Task<UsageSnapshot<TKey>> AskAsync(UsageSnapshot<TKey> snapshot, CancellationToken cancellation)
    {
        IReadOnlyCollection<TKey> keys = [.. inView().Distinct()];
        if (keys.Count == 0)
            return snapshot;
        var at = UsageSteps.Before(time.GetUtcNow());
        var answers = metrics
            .Select(metric => (UsageMetric: metric, Due: snapshot.Column(metric).Due(keys, at)))
            .Where(column => column.Due.Count > 0)
            .Select(column => (column.UsageMetric, Answer: source(new(column.UsageMetric, column.Due, at), cancellation)))
            .ToList();
        var ranking = RankAsync(snapshot.Ranking, at, cancellation);
        foreach (var (metric, answer) in answers)
            snapshot = snapshot.With(metric, snapshot.Column(metric).After(await answer, at));
        return await ranking is { } ranked && ranked != snapshot.Ranking ? snapshot.With(ranked) : snapshot;
    }

    private async Task<Ranking<TKey>?> RankAsync(Ranking<TKey>? before, DateTimeOffset at, CancellationToken cancellation)
    {
        if (rankRequest is not { } request || (before is { } last && last.Order == request.Order && last.At == at))
            return before;
        var (metric, end) = request.Order;
        return Ranking<TKey>.After(before, request.Order, await source(new(metric, request.Keys(), at, end), cancellation), at);
    }
}
