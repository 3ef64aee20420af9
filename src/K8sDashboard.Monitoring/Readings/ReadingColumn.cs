using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Readings;

/// <summary>One column of a list as the last step left it.</summary>
public sealed record ReadingColumn<TKey>
    where TKey : notnull
{
    public static readonly ReadingColumn<TKey> Unasked = new();

    private ReadingColumn()
    {
    }

    /// <summary>The moment of the last question.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The moment of the last answer.</summary>
    public DateTimeOffset AsOf { get; private init; }

    /// <summary>Why there are no new readings; null where there are.</summary>
    public string? Trouble { get; private init; }

    /// <summary>What the answer lacks.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>There is trouble, and readings from before it are still shown.</summary>
    public bool IsStale => Trouble is not null && !Readings.IsEmpty;

    private ImmutableDictionary<TKey, Reading> Readings { get; init; } = ImmutableDictionary<TKey, Reading>.Empty;

    // Shared, since a list of thousands looks its every row up.
    private Reading Otherwise { get; init; } = new Reading.Loading();

    /// <summary>What to draw in a row.</summary>
    public Reading Of(TKey key) => (Readings.GetValueOrDefault(key), Trouble) switch
    {
        (Reading.Value value, { } why) => value with { Stale = new Staleness(AsOf, why) },
        ({ } reading, _) => reading,
        _ => Otherwise,
    };

    /// <summary>
    /// The rows that have to be asked of at this moment: all at another step (an earlier one too: clocks are put back), within it those
    /// that came into view since.
    /// </summary>
    public IReadOnlyCollection<TKey> Due(IReadOnlyCollection<TKey> inView, DateTimeOffset at) =>
        At != at ? inView : Trouble is null ? [.. inView.Where(key => !Readings.ContainsKey(key))] : [];

    /// <summary>After an answer. A new step forgets the rows that have left the view; that bounds what is held.</summary>
    public ReadingColumn<TKey> After(ReadingAnswer<TKey> answer, DateTimeOffset at) => answer switch
    {
        ReadingAnswer<TKey>.Readings fresh => new()
        {
            At = at,
            AsOf = at,
            Warnings = fresh.Warnings,
            Readings = AsOf != at ? fresh.Of : Readings.SetItems(fresh.Of),
        },
        ReadingAnswer<TKey>.NotScraped none => new() { At = at, Trouble = none.Why, Otherwise = new Reading.NoData(none.Why) },
        ReadingAnswer<TKey>.Unavailable none => this with { At = at, Trouble = none.Why, Otherwise = new Reading.Unavailable(none.Why) },
        _ => throw new InvalidOperationException(),
    };
}
