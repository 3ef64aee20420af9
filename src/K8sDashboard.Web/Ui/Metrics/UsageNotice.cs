using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Ui.Metrics;

/// <summary>What is said above a list of the figures in it: their troubles, each once, and by what they are ordered.</summary>
public sealed record UsageNotice(ImmutableArray<UsageFailure> Troubles, string? Order)
{
    public static UsageNotice Of<TRow>(UsageView<TRow> view)
    {
        var troubles = view
            .Gauges.Select(gauge => (UsageMetric: gauge, Column: view.Board.Column(gauge)))
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

/// <summary>Why some columns have no figures, or none of now.</summary>
/// <param name="Columns">Which: <c>CPU, memory</c>.</param>
/// <param name="AsOf">The moment of what is still shown; null where nothing is old.</param>
/// <param name="Message">Prometheus' words, or ours.</param>
public sealed record UsageFailure(string Columns, DateTimeOffset? AsOf, string Message)
{
    /// <summary>One sentence; Prometheus' own words end without a full stop.</summary>
    public string Say(Clock clock) => $"{(AsOf is { } asOf ? $"{Columns} as of {clock.TimeOf(asOf)}" : Columns)}: {Message.TrimEnd('.')}.";
}
