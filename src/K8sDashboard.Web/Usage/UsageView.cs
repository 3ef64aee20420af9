using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Usage;

/// <summary>The usage of a list's rows, as rendered.</summary>
/// <param name="Metrics">The list's columns.</param>
/// <param name="Arranged">Receives the list's order and rows.</param>
public sealed record UsageView<TRow>(ImmutableArray<UsageMetric> Metrics, Action<RowSort, IReadOnlyList<TRow>> Arranged)
{
    /// <summary>The latest result.</summary>
    public UsageSnapshot<ObjectRef> Board { get; init; } = UsageSnapshot<ObjectRef>.Empty;

    /// <summary>The order in the URL, where it is by usage.</summary>
    public RankOrder? Order { get; init; }

    /// <summary>The number of rows after filtering.</summary>
    public int Kept { get; init; }

    /// <summary>Virtualized: the rendered rows do not determine the order.</summary>
    public bool IsLong => Kept > LiveTable<TRow>.VirtualAbove;

    /// <summary>Cache key: equal versions mean equal measurements.</summary>
    public object Version => (Board.Version, IsLong, IsLong ? Order : null);

    public RankedUsage Of(UsageMetric metric, ObjectRef key)
    {
        var reading = Board.Column(metric).Of(key);
        return new(reading, IsLong ? RankIn(Ranking, metric, key) : (reading as UsageState.Value)?.Amount);
    }

    /// <summary>The current ranking; null while pending, or where it is for another order.</summary>
    public Ranking<ObjectRef>? Ranking => Board.Ranking is { } ranking && ranking.Order == Order ? ranking : null;

    private static double? RankIn(Ranking<ObjectRef>? ranking, UsageMetric metric, ObjectRef key) =>
        ranking is not null && ranking.Order.UsageMetric == metric && ranking.Values.TryGetValue(key, out var value) ? value : null;
}
