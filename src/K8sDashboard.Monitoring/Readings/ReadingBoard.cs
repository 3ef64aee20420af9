using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>All that is known of a list's use at one moment. A value: a list drawn from the same board is the same list.</summary>
public sealed record ReadingBoard<TKey>
    where TKey : notnull
{
    public static readonly ReadingBoard<TKey> Empty = new();

    /// <summary>Grows with each answer.</summary>
    public long Version { get; private init; }

    /// <summary>The order of a long list, where one was asked for.</summary>
    public Ranking<TKey>? Ranking { get; private init; }

    private ImmutableDictionary<Gauge, ReadingColumn<TKey>> Columns { get; init; } = ImmutableDictionary<Gauge, ReadingColumn<TKey>>.Empty;

    public ReadingColumn<TKey> Column(Gauge gauge) => Columns.GetValueOrDefault(gauge, ReadingColumn<TKey>.Unasked);

    internal ReadingBoard<TKey> With(Gauge gauge, ReadingColumn<TKey> column) =>
        this with { Version = Version + 1, Columns = Columns.SetItem(gauge, column) };

    internal ReadingBoard<TKey> With(Ranking<TKey> ranking) => this with { Version = Version + 1, Ranking = ranking };
}
