using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>By what a long list is ordered.</summary>
public readonly record struct RankOrder(UsageMetric UsageMetric, RankEnd End);

/// <summary>A wish for an order, and who is to be ordered: too many to ask of each as if all were in view.</summary>
public sealed record RankRequest<TKey>(RankOrder Order, Func<IReadOnlyCollection<TKey>> Keys);

/// <summary>The order of a long list as the last step had it: those at its end have a value, the others none.</summary>
public sealed record Ranking<TKey>(RankOrder Order, DateTimeOffset At, ImmutableDictionary<TKey, double> Values, string? FailureMessage)
    where TKey : notnull
{
    /// <summary>After an answer; while there is none the last order stands.</summary>
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
