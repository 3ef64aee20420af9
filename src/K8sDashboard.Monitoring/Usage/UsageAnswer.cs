using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The result of the query of one column.</summary>
public abstract record UsageAnswer<TKey>
    where TKey : notnull
{
    private UsageAnswer() { }

    /// <summary>The value by row; <paramref name="Warnings"/> describe what is missing.</summary>
    public sealed record Known(ImmutableDictionary<TKey, UsageState> Of, ImmutableArray<string> Warnings) : UsageAnswer<TKey>;

    /// <summary>The metric is not scraped, so that no row can have a value.</summary>
    public sealed record NotScraped(string Message) : UsageAnswer<TKey>;

    public sealed record Unavailable(string Message) : UsageAnswer<TKey>;
}

/// <summary>The query of one column: rows and evaluation time; with <paramref name="Only"/>, one end of the ranking suffices.</summary>
public sealed record UsageQuery<TKey>(UsageMetric UsageMetric, IReadOnlyCollection<TKey> Keys, DateTimeOffset At, RankEnd? Only = null);

/// <summary>Maps the rows of a list to pods or nodes and queries them.</summary>
public delegate Task<UsageAnswer<TKey>> UsageSource<TKey>(UsageQuery<TKey> question, CancellationToken cancellation)
    where TKey : notnull;
