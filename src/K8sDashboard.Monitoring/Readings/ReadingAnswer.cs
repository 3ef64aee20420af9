using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>What became of the question for one column.</summary>
public abstract record ReadingAnswer<TKey>
    where TKey : notnull
{
    private ReadingAnswer()
    {
    }

    /// <summary>Each row's reading; <paramref name="Warnings"/> say what the answer lacks.</summary>
    public sealed record Readings(ImmutableDictionary<TKey, Reading> Of, ImmutableArray<string> Warnings) : ReadingAnswer<TKey>;

    /// <summary>Nothing of the kind is scraped, so no row can have a reading.</summary>
    public sealed record NotScraped(string Why) : ReadingAnswer<TKey>;

    public sealed record Unavailable(string Why) : ReadingAnswer<TKey>;
}

/// <summary>One column's question: of which rows, at which moment; with <paramref name="Only"/>, one end of their order is enough.</summary>
public sealed record ReadingQuestion<TKey>(Gauge Gauge, IReadOnlyCollection<TKey> Keys, DateTimeOffset At, RankEnd? Only = null);

/// <summary>Who answers: a list knows what its rows are, and asks the pods or the nodes behind them.</summary>
public delegate Task<ReadingAnswer<TKey>> ReadingSource<TKey>(ReadingQuestion<TKey> question, CancellationToken cancellation)
    where TKey : notnull;
