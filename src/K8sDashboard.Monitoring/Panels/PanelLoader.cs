using System.Collections.Immutable;
using System.Runtime.CompilerServices;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>Keeps a panel's state up to date: asks once per step, and holds on to the last answer while Prometheus is away.</summary>
public sealed class PanelLoader(PrometheusClient prometheus, MetricDiscovery discovery, TimeProvider time)
{
    /// <summary>How soon a panel without lines asks again.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    /// <summary>The panel's states until cancelled, <see cref="PanelState.Loading"/> first; a span in the past ends with its answer.</summary>
    public async IAsyncEnumerable<PanelState> WatchAsync(Panel panel, TimeRange range, [EnumeratorCancellation] CancellationToken cancellation)
    {
        yield return new PanelState.Loading();
        PanelData? last = null;
        while (true)
        {
            var state = await LoadAsync(panel, range, cancellation);
            if (state is PanelState.Series fresh) last = fresh.Data;
            else if (state is PanelState.Unavailable gone && last is not null) state = new PanelState.Series(last, gone.Why);
            yield return state;
            if (range is TimeRange.Between && state is PanelState.Series { StaleBecause: null }) yield break;
            await Task.Delay(Pause(state), time, cancellation);
        }
    }

    /// <summary>The panel's state now.</summary>
    public async Task<PanelState> LoadAsync(Panel panel, TimeRange range, CancellationToken cancellation) =>
        await discovery.DiscoverAsync(cancellation) switch
        {
            PrometheusAnswer<ScrapedMetrics>.Data scraped => PanelPlanner.Plan(panel, scraped.Value) switch
            {
                PanelPlan.Ask ask => await AskAsync(ask, range, cancellation),
                PanelPlan.Cannot cannot => new PanelState.NoData(cannot.Why),
                _ => throw new InvalidOperationException(),
            },
            var answer => new PanelState.Unavailable(answer.Trouble!),
        };

    private async Task<PanelState> AskAsync(PanelPlan.Ask ask, TimeRange range, CancellationToken cancellation)
    {
        var grid = range.Grid(time.GetUtcNow(), ask.Scrape);
        var queries = ask.Queries.Select(query => query with { PromQl = RateWindow.Into(query.PromQl, grid.Step, ask.Scrape, query.LeastWindow) }).ToArray();
        var answers = await Task.WhenAll(queries.Select(query => prometheus.RangeAsync(query.PromQl, grid, cancellation)));
        if (answers.Select(answer => answer.Trouble).FirstOrDefault(trouble => trouble is not null) is { } trouble) return new PanelState.Unavailable(trouble);

        var data = answers.Cast<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>().ToArray();
        var (lines, leftOut) = PanelLines.From(queries.Zip(data, (query, answer) => (query, answer.Value)), ask.Total);
        if (lines.IsEmpty) return new PanelState.NoData(ask.Empty ?? $"No sample in {range.Describe()}: not running then, or too new to be scraped.");
        return new PanelState.Series(
            new PanelData(
                grid,
                lines,
                [.. queries.Select(query => query.PromQl)],
                await prometheus.SourceAsync(cancellation),
                [.. data.SelectMany(answer => answer.Warnings).Append(leftOut).OfType<string>().Distinct()],
                time.GetUtcNow()),
            null);
    }

    private TimeSpan Pause(PanelState state)
    {
        if (state is not PanelState.Series { StaleBecause: null, Data.Grid: var grid }) return RetryAfter;
        var next = grid.End + grid.Step - time.GetUtcNow();
        // A clock that was put back since would have it wait for the moment to come again.
        return next > TimeSpan.Zero && next < grid.Step ? next : grid.Step;
    }
}
