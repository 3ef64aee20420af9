using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The sort key of a long list.</summary>
public readonly record struct RankOrder(UsageMetric UsageMetric, RankEnd End);

/// <summary>A request to rank rows that are too many to query individually.</summary>
public sealed record RankRequest<TKey>(RankOrder Order, Func<IReadOnlyCollection<TKey>> Keys);

/// <summary>The latest ranking of a long list: rows at its end have a value, the others none.</summary>
public sealed record Ranking<TKey>(RankOrder Order, DateTimeOffset At, ImmutableDictionary<TKey, double> Values, string? FailureMessage)
    where TKey : notnull
{
    /// <summary>The ranking after an answer; a failed one keeps the previous values.</summary>
    public static Ranking<TKey> After(Ranking<TKey>? before, RankOrder order, UsageAnswer<TKey> answer, DateTimeOffset at)
    {
        var last = before?.Order == order ? before.Values : ImmutableDictionary<TKey, double>.Empty;
        return answer switch
        {
            UsageAnswer<TKey>.Known fresh => new(order, at, Amounts(fresh.Of), null),
            UsageAnswer<TKey>.NotScraped none => new(order, at, ImmutableDictionary<TKey, double>.Empty, none.Message),
            UsageAnswer<TKey>.Unavailable none => new(order, at, last, none.Message),
            _ => throw new InvalidOperationException(),
        };
    }

    private static ImmutableDictionary<TKey, double> Amounts(ImmutableDictionary<TKey, UsageState> readings) =>
        readings
            .Where(reading => reading.Value is UsageState.Value)
            .ToImmutableDictionary(reading => reading.Key, reading => ((UsageState.Value)reading.Value).Amount);
}
