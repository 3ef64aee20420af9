using System.Collections.Immutable;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Usage;

/// <summary>The usage columns, the same in every list.</summary>
public static class UsageColumns
{
    /// <summary>The columns of pods and workloads.</summary>
    public static readonly ImmutableArray<UsageMetric> OfPods = [UsageMetric.Cpu, UsageMetric.Memory];

    public static readonly ImmutableArray<UsageMetric> OfNodes = [UsageMetric.Cpu, UsageMetric.Memory, UsageMetric.Disk];

    /// <summary>One column: its cell, its sort value, and its plain text once loaded.</summary>
    public static LiveColumn<TRow> Of<TRow>(UsageMetric metric, Func<TRow, RankedUsage> measured, Func<TRow, UsageWords> words) =>
        new(TitleOf(metric), row => words(row).Plain)
        {
            Cell = row => UsageCell.Draw(words(row)),
            Sort = row => measured(row).Rank,
            Searched = false,
            Numeric = true,
            Phone = PhonePlace.Below,
        };

    /// <summary>The order in the URL, where it is by one of these columns.</summary>
    public static RankOrder? OrderOf(RowSort sort, ImmutableArray<UsageMetric> metrics)
    {
        foreach (var metric in metrics)
        {
            if (string.Equals(TitleOf(metric), sort.Column, StringComparison.OrdinalIgnoreCase))
                return new(metric, sort.Descending ? RankEnd.Highest : RankEnd.Lowest);
        }

        return null;
    }

    /// <summary>The metric's name within a sentence.</summary>
    public static string NameOf(UsageMetric metric) => metric is UsageMetric.Cpu ? "CPU" : TitleOf(metric).ToLowerInvariant();

    private static string TitleOf(UsageMetric metric) =>
        metric switch
        {
            UsageMetric.Cpu => "CPU",
            UsageMetric.Memory => "MEMORY",
            UsageMetric.Disk => "DISK",
            _ => throw new ArgumentOutOfRangeException(nameof(metric), metric, "no column for this metric"),
        };
}
