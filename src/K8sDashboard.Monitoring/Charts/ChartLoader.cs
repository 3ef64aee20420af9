using System.Runtime.CompilerServices;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Keeps a panel's state up to date: asks once per step, and holds on to the last answer while Prometheus is away.</summary>
public sealed class ChartLoader(PrometheusClient prometheus, MetricDiscovery discovery, TimeProvider time)
{
    /// <summary>How soon a panel without lines asks again, and one whose target is down.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ChartReader reader = new(prometheus, time);
    private readonly ChartHistory history = new(discovery);

    /// <summary>The panel's states until cancelled, <see cref="ChartState.Loading"/> first; a span in the past ends with its answer.</summary>
    public async IAsyncEnumerable<ChartState> WatchAsync(
        ChartDefinition panel,
        TimeRange range,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        yield return new ChartState.Loading();
        ChartData? last = null;
        while (true)
        {
            var state = await LoadAsync(panel, range, cancellation);
            if (state is ChartState.Series fresh)
                last = fresh.Data;
            else if (state is ChartState.Unavailable gone && last is not null)
                state = new ChartState.Series(last, gone.Message);
            yield return state;
            if (range is TimeRange.Between && state is ChartState.Series { StaleBecause: null })
                yield break;
            await Task.Delay(Pause(state), time, cancellation);
        }
    }

    /// <summary>The panel's state now.</summary>
    public async Task<ChartState> LoadAsync(ChartDefinition panel, TimeRange range, CancellationToken cancellation)
    {
        var answer = await discovery.DiscoverAsync(cancellation);
        if (answer is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var scraped, Warnings: var warnings })
            return new ChartState.Unavailable(answer.FailureMessage!);
        var (from, to) = range.Bounds(time.GetUtcNow());
        var plan = ChartPlanner.Plan(panel, await history.CompleteAsync(panel, scraped, from, to, cancellation));
        var state = await ReadAsync(plan, range, cancellation);
        if (state is ChartState.NoData && plan is ChartPlan.Ask or ChartPlan.Cannot { IsAbsent: true })
        {
            // Nothing there of the best source, or no source now: another may have it, or may have had it in this span.
            foreach (var metrics in (ScrapedMetrics[])[scraped, await history.OnlyAsync(panel, scraped, from, to, cancellation)])
            {
                if (state is ChartState.Series || ChartPlanner.Plan(panel, metrics) is not ChartPlan.Ask other)
                    continue;
                if (await ReadAsync(other, range, cancellation) is ChartState.Series found)
                    state = found;
            }
        }

        return state is ChartState.NoData none ? none with { Warnings = [.. none.Warnings.Union(warnings)] } : state;
    }

    private async Task<ChartState> ReadAsync(ChartPlan plan, TimeRange range, CancellationToken cancellation) =>
        plan switch
        {
            ChartPlan.Ask ask => await reader.ReadAsync(ask, range, cancellation),
            ChartPlan.Cannot cannot => new ChartState.NoData(cannot.Message),
            _ => throw new InvalidOperationException(),
        };

    private TimeSpan Pause(ChartState state)
    {
        if (state is not ChartState.Series { StaleBecause: null, Data: { Grid: var grid, Outages.IsEmpty: true } })
            return RetryAfter;
        var next = grid.End + grid.Step - time.GetUtcNow();
        // A clock that was put back since would have it wait for the moment to come again.
        return next > TimeSpan.Zero && next < grid.Step ? next : grid.Step;
    }
}
