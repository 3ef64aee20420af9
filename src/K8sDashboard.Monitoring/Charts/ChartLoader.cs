using System.Runtime.CompilerServices;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Refreshes a panel's state once per step, and serves stale data while Prometheus is unavailable.</summary>
public sealed class ChartLoader(PrometheusClient prometheus, MetricDiscovery discovery, TimeProvider time)
{
    /// <summary>The retry interval of a panel without lines, or with a target that is down.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly ChartReader reader = new(prometheus, time);
    private readonly ChartHistory history = new(discovery);

    /// <summary>
    /// Yields the panel's states until cancelled, <see cref="ChartState.Loading"/> first; a past range ends with its answer.
    /// </summary>
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

    /// <summary>Loads the panel's state once.</summary>
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
            // No series from the preferred source: try the others, and those that were scraped in the range.
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
        // If the clock was set back, the next step would be too far in the future.
        return next > TimeSpan.Zero && next < grid.Step ? next : grid.Step;
    }
}
