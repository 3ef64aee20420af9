using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Ui.Metrics;

/// <summary>The use of a list's rows, as the list draws it.</summary>
/// <param name="Gauges">The list's columns.</param>
/// <param name="Arranged">To be told of the list's order and rows.</param>
public sealed record UsageView<TRow>(ImmutableArray<UsageMetric> Gauges, Action<RowSort, IReadOnlyList<TRow>> Arranged)
{
    /// <summary>What Prometheus answered last.</summary>
    public UsageSnapshot<ObjectRef> Board { get; init; } = UsageSnapshot<ObjectRef>.Empty;

    /// <summary>The order that the address asks for, where it is by use.</summary>
    public RankOrder? Order { get; init; }

    /// <summary>The rows that the filter left.</summary>
    public int Kept { get; init; }

    /// <summary>Not every row is drawn, so the drawn ones do not tell the order.</summary>
    public bool IsLong => Kept > LiveTable<TRow>.VirtualAbove;

    /// <summary>Equal versions mean equal figures: a part of the list's basis.</summary>
    public object Version => (Board.Version, IsLong, IsLong ? Order : null);

    public RankedUsage Of(UsageMetric gauge, ObjectRef key)
    {
        var reading = Board.Column(gauge).Of(key);
        return new(reading, IsLong ? RankIn(Ranking, gauge, key) : (reading as UsageState.Value)?.Amount);
    }

    /// <summary>The order as it was answered; null while none was, or while it is another than is asked for.</summary>
    public Ranking<ObjectRef>? Ranking => Board.Ranking is { } ranking && ranking.Order == Order ? ranking : null;

    private static double? RankIn(Ranking<ObjectRef>? ranking, UsageMetric gauge, ObjectRef key) =>
        ranking is not null && ranking.Order.UsageMetric == gauge && ranking.Values.TryGetValue(key, out var value) ? value : null;
}
