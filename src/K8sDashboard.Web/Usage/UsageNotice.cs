using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Usage;

/// <summary>Notice above a list about its measurements: failures, each once, and the order.</summary>
public sealed record UsageNotice(ImmutableArray<UsageFailure> Troubles, string? Order)
{
    public static UsageNotice Of<TRow>(UsageView<TRow> view)
    {
        var troubles = view
            .Metrics.Select(metric => (UsageMetric: metric, Column: view.Board.Column(metric)))
            .SelectMany(one => Said(one.Column).Select(why => (one.UsageMetric, one.Column, Message: why)))
            .GroupBy(one => (one.Message, AsOf: one.Column.IsStale ? one.Column.AsOf : (DateTimeOffset?)null))
            .Select(same => new UsageFailure(
                string.Join(", ", same.Select(one => UsageColumns.NameOf(one.UsageMetric))),
                same.Key.AsOf,
                same.Key.Message
            ))
            .ToImmutableArray();
        return new(troubles, view.Order is { } order ? OrderOf(view, order) : null);
    }

    private static ImmutableArray<string> Said(UsageColumn<ObjectRef> column) => column.FailureMessage is { } why ? [why] : column.Warnings;

    private static string OrderOf<TRow>(UsageView<TRow> view, RankOrder order)
    {
        var name = UsageColumns.NameOf(order.UsageMetric);
        var every = $"every {UsageSteps.Step.TotalSeconds:0} s";
        if (!view.IsLong)
            return view.Board.Column(order.UsageMetric) is { FailureMessage: not null, IsStale: false }
                ? $"Not sorted by {name}."
                : $"Sorted by {name} {every}.";
        return view.Ranking switch
        {
            null => $"Sorting by {name} …",
            { Values.IsEmpty: true, FailureMessage: not null } => $"Not sorted by {name}.",
            { Values.Count: var count } when count < view.Kept =>
                $"The {count:N0} with the {(order.End is RankEnd.Highest ? "highest" : "lowest")} {name} first, {every}.",
            _ => $"Sorted by {name} {every}.",
        };
    }
}

/// <summary>Why columns have no current measurements.</summary>
/// <param name="Columns">The columns: <c>CPU, memory</c>.</param>
/// <param name="AsOf">The time of stale values still shown; null where none are.</param>
/// <param name="Message">Prometheus' message, or ours.</param>
public sealed record UsageFailure(string Columns, DateTimeOffset? AsOf, string Message)
{
    /// <summary>One sentence; Prometheus' messages end without a full stop.</summary>
    public string Say(Clock clock) => $"{(AsOf is { } asOf ? $"{Columns} as of {clock.TimeOf(asOf)}" : Columns)}: {Message.TrimEnd('.')}.";
}
