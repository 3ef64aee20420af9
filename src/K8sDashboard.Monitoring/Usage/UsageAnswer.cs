using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>What became of the question for one column.</summary>
public abstract record UsageAnswer<TKey>
    where TKey : notnull
{
    private UsageAnswer() { }

    /// <summary>Each row's reading; <paramref name="Warnings"/> say what the answer lacks.</summary>
    public sealed record Known(ImmutableDictionary<TKey, UsageState> Of, ImmutableArray<string> Warnings) : UsageAnswer<TKey>;

    /// <summary>Nothing of the kind is scraped, so no row can have a reading.</summary>
    public sealed record NotScraped(string Message) : UsageAnswer<TKey>;

    public sealed record Unavailable(string Message) : UsageAnswer<TKey>;
}

/// <summary>One column's question: of which rows, at which moment; with <paramref name="Only"/>, one end of their order is enough.</summary>
public sealed record UsageQuery<TKey>(UsageMetric UsageMetric, IReadOnlyCollection<TKey> Keys, DateTimeOffset At, RankEnd? Only = null);

/// <summary>Who answers: a list knows what its rows are, and asks the pods or the nodes behind them.</summary>
public delegate Task<UsageAnswer<TKey>> UsageSource<TKey>(UsageQuery<TKey> question, CancellationToken cancellation)
    where TKey : notnull;
