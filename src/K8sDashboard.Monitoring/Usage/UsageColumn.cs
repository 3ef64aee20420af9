using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>One column of a list as the last step left it.</summary>
public sealed record UsageColumn<TKey>
    where TKey : notnull
{
    public static readonly UsageColumn<TKey> Unasked = new();

    private UsageColumn() { }

    /// <summary>The moment of the last question.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The moment of the last answer.</summary>
    public DateTimeOffset AsOf { get; private init; }

    /// <summary>Why there are no new readings; null where there are.</summary>
    public string? FailureMessage { get; private init; }

    /// <summary>What the answer lacks.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>There is trouble, and readings from before it are still shown.</summary>
    public bool IsStale => FailureMessage is not null && !States.IsEmpty;

    private ImmutableDictionary<TKey, UsageState> States { get; init; } = ImmutableDictionary<TKey, UsageState>.Empty;

    // Shared, since a list of thousands looks its every row up.
    private UsageState Otherwise { get; init; } = new UsageState.Loading();

    /// <summary>What to draw in a row.</summary>
    public UsageState Of(TKey key) =>
        (States.GetValueOrDefault(key), FailureMessage) switch
        {
            (UsageState.Value value, { } why) => value with { Stale = new Staleness(AsOf, why) },
            ({ } reading, _) => reading,
            _ => Otherwise,
        };

    /// <summary>
    /// The rows that have to be asked of at this moment: all at another step (an earlier one too: clocks are put back), within it those
    /// that came into view since.
    /// </summary>
    public IReadOnlyCollection<TKey> Due(IReadOnlyCollection<TKey> inView, DateTimeOffset at) =>
        At != at ? inView
        : FailureMessage is null ? [.. inView.Where(key => !States.ContainsKey(key))]
        : [];

    /// <summary>After an answer. A new step forgets the rows that have left the view; that bounds what is held.</summary>
    public UsageColumn<TKey> After(UsageAnswer<TKey> answer, DateTimeOffset at) =>
        answer switch
        {
            UsageAnswer<TKey>.Known fresh => new()
            {
                At = at,
                AsOf = at,
                Warnings = fresh.Warnings,
                States = AsOf != at ? fresh.Of : States.SetItems(fresh.Of),
            },
            UsageAnswer<TKey>.NotScraped none => new()
            {
                At = at,
                FailureMessage = none.Message,
                Otherwise = new UsageState.NoData(none.Message),
            },
            UsageAnswer<TKey>.Unavailable none => this with
            {
                At = at,
                FailureMessage = none.Message,
                Otherwise = new UsageState.Unavailable(none.Message),
            },
            _ => throw new InvalidOperationException(),
        };
}
