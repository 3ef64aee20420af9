using System.Collections.Immutable;
using K8sDashboard.Monitoring.Queries;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>Finds targets that are down, since when and why. Not cached, so that the next successful scrape ends an outage.</summary>
internal sealed class TargetHealth(PrometheusClient prometheus)
{
    /// <summary>The lookback for the last successful scrape.</summary>
    public static readonly TimeSpan LookBack = TimeSpan.FromDays(1);

    /// <summary>The maximum number of outages shown beside one chart.</summary>
    private const int MaxOutages = 3;

    // Evaluation times are aligned to it, so that the requests of all charts of a page are coalesced.
    private static readonly TimeSpan Align = TimeSpan.FromSeconds(5);

    /// <summary>The outage of one target at a time; null while it is scraped, and where the server has no <c>up</c>.</summary>
    public async Task<TargetOutage?> OutageAsync(LabelSet target, TimeSpan scrape, DateTimeOffset at, CancellationToken cancellation)
    {
        var matchers = Matchers.OfTarget(target["job"], target["instance"]);
        return await UpAsync(HealthQueries.Up(matchers), at, cancellation) is not { } up || up.Any(sample => sample.Value > 0)
            ? null
            : await DescribeAsync(target["job"], target["instance"], isGone: up.IsEmpty, scrape, at, cancellation);
    }

    /// <summary>The outages of the targets that an <c>up</c> query selects.</summary>
    public async Task<ImmutableArray<TargetOutage>> OutagesAsync(
        string up,
        TimeSpan scrape,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        if (await UpAsync(up, at, cancellation) is not { } samples)
            return [];
        var down = samples.Where(sample => sample.Value == 0).Select(sample => sample.Labels);
        var outages = await Task.WhenAll(
            down.OrderBy(target => target["instance"], StringComparer.Ordinal)
                .Take(MaxOutages)
                .Select(target => DescribeAsync(target["job"], target["instance"], isGone: false, scrape, at, cancellation))
        );
        return [.. outages.OfType<TargetOutage>()];
    }

    /// <summary>The targets that are down among those that <c>up</c> queries select, with the reasons.</summary>
    public async Task<ImmutableDictionary<(string Job, string Instance), string>> DownAsync(
        IEnumerable<string> up,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var answer = await prometheus.InstantAsync(up, at, cancellation);
        var samples = answer is PrometheusAnswer<ImmutableArray<Sample>>.Data data ? data.Value : [];
        var down = samples.Where(sample => sample.Value == 0).Select(sample => KeyOf(sample.Labels)).ToHashSet();
        if (down.Count == 0)
            return ImmutableDictionary<(string Job, string Instance), string>.Empty;
        var reasons = await ReasonsAsync(cancellation);
        return down.ToImmutableDictionary(target => target, target => reasons[target].FirstOrDefault(""));
    }

    private async Task<ImmutableArray<Sample>?> UpAsync(string query, DateTimeOffset at, CancellationToken cancellation)
    {
        var answer = await prometheus.InstantAsync(query, Aligned(at), cancellation);
        return answer is PrometheusAnswer<ImmutableArray<Sample>>.Data data ? data.Value : null;
    }

    private async Task<TargetOutage?> DescribeAsync(
        string job,
        string instance,
        bool isGone,
        TimeSpan scrape,
        DateTimeOffset at,
        CancellationToken cancellation
    )
    {
        var matchers = Matchers.OfTarget(job, instance);
        var scraped = await UpAsync(HealthQueries.LastUp(matchers, LookBack, scrape), at, cancellation);
        var lastUp =
            scraped is [var sample, ..] && double.IsFinite(sample.Value)
                ? DateTimeOffset.FromUnixTimeMilliseconds((long)(sample.Value * 1000))
                : (DateTimeOffset?)null;
        // No up series at all: the server may not store it, so that nothing is known.
        if (isGone && lastUp is null)
            return null;
        var reason = isGone ? "" : (await ReasonsAsync(cancellation))[(job, instance)].FirstOrDefault("");
        return new TargetOutage(job, instance, lastUp, reason, isGone);
    }

    private async Task<ILookup<(string Job, string Instance), string>> ReasonsAsync(CancellationToken cancellation)
    {
        var answer = await prometheus.TargetsAsync(cancellation);
        var targets = answer is PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data data ? data.Value : [];
        return targets.Where(target => !target.Up).ToLookup(target => KeyOf(target.Labels), target => target.LastError);
    }

    private static (string Job, string Instance) KeyOf(LabelSet labels) => (labels["job"], labels["instance"]);

    private static DateTimeOffset Aligned(DateTimeOffset at) => TimeGrid.Covering(at, at, Align).Start;
}
