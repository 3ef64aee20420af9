using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The state of one column after the last step.</summary>
public sealed record UsageColumn<TKey>
    where TKey : notnull
{
    public static readonly UsageColumn<TKey> Unasked = new();

    private UsageColumn() { }

    /// <summary>The time of the last query.</summary>
    public DateTimeOffset At { get; private init; }

    /// <summary>The time of the last successful answer.</summary>
    public DateTimeOffset AsOf { get; private init; }

    /// <summary>The failure of the last query; null where it succeeded.</summary>
    public string? FailureMessage { get; private init; }

    /// <summary>Warnings on partial data.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>The last query failed, and older values are shown.</summary>
    public bool IsStale => FailureMessage is not null && !States.IsEmpty;

    private ImmutableDictionary<TKey, UsageState> States { get; init; } = ImmutableDictionary<TKey, UsageState>.Empty;

    // Shared to avoid an allocation per lookup in a list of thousands.
    private UsageState Otherwise { get; init; } = new UsageState.Loading();

    /// <summary>The state of a row.</summary>
    public UsageState Of(TKey key) =>
        (States.GetValueOrDefault(key), FailureMessage) switch
        {
            (UsageState.Value value, { } why) => value with { Stale = new Staleness(AsOf, why) },
            ({ } reading, _) => reading,
            _ => Otherwise,
        };

    /// <summary>
    /// The rows to query at this time: all at another step (an earlier one too, if the clock was set back), within a step only those that
    /// came into view since.
    /// </summary>
    public IReadOnlyCollection<TKey> Due(IReadOnlyCollection<TKey> inView, DateTimeOffset at) =>
        At != at ? inView
        : FailureMessage is null ? [.. inView.Where(key => !States.ContainsKey(key))]
        : [];

    /// <summary>The column after an answer. A new step drops rows outside the viewport, which bounds the memory.</summary>
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
