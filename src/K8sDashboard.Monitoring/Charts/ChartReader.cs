using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Executes a plan, with the first source that has series of a pod, and determines why series end.</summary>
internal sealed class ChartReader(PrometheusClient prometheus, TimeProvider time)
{
    private readonly TargetHealth health = new(prometheus);

    /// <summary>The lines of a plan over a range; never <see cref="ChartState.Loading"/>.</summary>
    public async Task<ChartState> ReadAsync(ChartPlan.Ask first, TimeRange range, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var grid = range.Grid(now, first.Scrape);
        var answers = new List<(ChartQuery Query, PrometheusAnswer<ImmutableArray<TimeSeries>>.Data Answer)>();
        string? missed = null;
        for (var ask = first; ask is not null; )
        {
            var of = ask;
            var queries = of
                .Queries.Select(query => query with { PromQl = RateWindow.Into(query.PromQl, grid.Step, of.Scrape, query.LeastWindow) })
                .ToArray();
            var results = await Task.WhenAll(queries.Select(query => prometheus.RangeAsync(query.PromQl, grid, cancellation)));
            if (results.Select(answer => answer.FailureMessage).FirstOrDefault(trouble => trouble is not null) is { } trouble)
            {
                // Partial result: the first source's answer for other pods stays valid.
                if (answers.Count == 0)
                    return new ChartState.Unavailable(trouble);
                missed = trouble;
                break;
            }

            answers.AddRange(queries.Zip(results.Cast<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>()));
            ask = Missing(of, answers.Select(answer => answer.Answer)) is { Names.IsEmpty: false } missing ? of.Fallback(missing) : null;
        }

        var (lines, leftOut) = ChartLineBuilder.From(answers.Select(answer => (answer.Query, answer.Answer.Value)), first.Total);
        ImmutableArray<string> warnings =
        [
            .. answers.SelectMany(answer => answer.Answer.Warnings).Append(leftOut).Append(missed).OfType<string>().Distinct(),
        ];
        var (from, to) = range.Bounds(now);
        var isCurrent = !lines.IsEmpty && lines.All(line => double.IsFinite(line.Last));
        var outages = isCurrent ? [] : await OutagesAsync(first, from, to, cancellation);
        // The scrape error of a target is known for the present only.
        if (to < now)
            outages = [.. outages.Select(outage => outage with { IsPast = true, Message = "" })];
        if (lines.IsEmpty)
        {
            var why = Why(first, range, isWhole: warnings.IsEmpty && outages.IsEmpty);
            return new ChartState.NoData(why) { Warnings = warnings, Outages = outages };
        }

        return new ChartState.Series(
            new ChartData(
                grid,
                lines,
                [.. answers.Where(answer => answer.Answer.Value.Length > 0).Select(answer => answer.Query.PromQl)],
                await prometheus.SourceAsync(cancellation),
                warnings,
                time.GetUtcNow()
            )
            {
                Outages = outages,
            },
            null
        );
    }

    // With partial data, or a target that is down, absence proves nothing.
    private static string Why(ChartPlan.Ask ask, TimeRange range, bool isWhole) =>
        isWhole
            ? ask.Empty ?? $"No sample in {range.Describe()}: not running then, or too new to be scraped."
            : $"No sample in {range.Describe()}.";

    private static NameSet Missing(ChartPlan.Ask ask, IEnumerable<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data> answers)
    {
        var seen = answers.SelectMany(answer => answer.Value).Select(series => series.Labels["pod"]).ToHashSet(StringComparer.Ordinal);
        // The target of a single pod's series is the target of that pod.
        if (ask.Pods.Names.Length == 1 && seen.Count > 0)
            return NameSet.Empty;
        return new NameSet(ask.Pods.Names.Where(pod => !seen.Contains(pod)));
    }

    private async Task<ImmutableArray<TargetOutage>> OutagesAsync(
        ChartPlan.Ask ask,
        DateTimeOffset from,
        DateTimeOffset to,
        CancellationToken cancellation
    )
    {
        if (ask.Target is { } target)
            return await health.OutageAsync(target, ask.Scrape, to, cancellation) is { } outage ? [outage] : [];
        return ask.Up is { } up ? await health.OutagesAsync(up(to - from), ask.Scrape, to, cancellation) : [];
    }
}
