using System.Runtime.CompilerServices;

namespace K8sDashboard.Monitoring.Panels;

/// <summary>Keeps a panel's state up to date: asks once per step, and holds on to the last answer while Prometheus is away.</summary>
public sealed class PanelLoader(PrometheusClient prometheus, MetricDiscovery discovery, TimeProvider time)
{
    /// <summary>How soon a panel without lines asks again, and one whose target is down.</summary>
    public static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private readonly PanelReader reader = new(prometheus, time);
    private readonly PanelHistory history = new(discovery);

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
    public async Task<PanelState> LoadAsync(Panel panel, TimeRange range, CancellationToken cancellation)
    {
        var answer = await discovery.DiscoverAsync(cancellation);
        if (answer is not PrometheusAnswer<ScrapedMetrics>.Data { Value: var scraped, Warnings: var warnings })
            return new PanelState.Unavailable(answer.Trouble!);
        var (from, to) = range.Bounds(time.GetUtcNow());
        var plan = PanelPlanner.Plan(panel, await history.CompleteAsync(panel, scraped, from, to, cancellation));
        var state = await ReadAsync(plan, range, cancellation);
        if (state is PanelState.NoData && plan is PanelPlan.Ask or PanelPlan.Cannot { IsAbsent: true })
        {
            // Nothing there of the best source, or no source now: another may have it, or may have had it in this span.
            foreach (var metrics in (ScrapedMetrics[])[scraped, await history.OnlyAsync(panel, scraped, from, to, cancellation)])
            {
                if (state is PanelState.Series || PanelPlanner.Plan(panel, metrics) is not PanelPlan.Ask other) continue;
                if (await ReadAsync(other, range, cancellation) is PanelState.Series found) state = found;
            }
        }

        return state is PanelState.NoData none ? none with { Warnings = [.. none.Warnings.Union(warnings)] } : state;
    }

    private async Task<PanelState> ReadAsync(PanelPlan plan, TimeRange range, CancellationToken cancellation) => plan switch
    {
        PanelPlan.Ask ask => await reader.ReadAsync(ask, range, cancellation),
        PanelPlan.Cannot cannot => new PanelState.NoData(cannot.Why),
        _ => throw new InvalidOperationException(),
    };

    private TimeSpan Pause(PanelState state)
    {
        if (state is not PanelState.Series { StaleBecause: null, Data: { Grid: var grid, Outages.IsEmpty: true } }) return RetryAfter;
        var next = grid.End + grid.Step - time.GetUtcNow();
        // A clock that was put back since would have it wait for the moment to come again.
        return next > TimeSpan.Zero && next < grid.Step ? next : grid.Step;
    }
}
