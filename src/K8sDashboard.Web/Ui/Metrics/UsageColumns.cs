using System.Collections.Immutable;
using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Ui.Metrics;

/// <summary>The usage columns, the same in every list.</summary>
public static class UsageColumns
{
    /// <summary>The columns of pods and workloads.</summary>
    public static readonly ImmutableArray<UsageMetric> OfPods = [UsageMetric.Cpu, UsageMetric.Memory];

    public static readonly ImmutableArray<UsageMetric> OfNodes = [UsageMetric.Cpu, UsageMetric.Memory, UsageMetric.Disk];

    /// <summary>One column: its cell, its sort value, and its plain text once loaded.</summary>
    public static LiveColumn<TRow> Of<TRow>(UsageMetric gauge, Func<TRow, RankedUsage> measured, Func<TRow, UsageWords> words) =>
        new(TitleOf(gauge), row => words(row).Plain)
        {
            Cell = row => UsageCell.Draw(words(row)),
            Sort = row => measured(row).Rank,
            Searched = false,
            Numeric = true,
            Phone = PhonePlace.Below,
        };

    /// <summary>The order in the URL, where it is by one of these columns.</summary>
    public static RankOrder? OrderOf(RowSort sort, ImmutableArray<UsageMetric> gauges)
    {
        foreach (var gauge in gauges)
        {
            if (string.Equals(TitleOf(gauge), sort.Column, StringComparison.OrdinalIgnoreCase))
                return new(gauge, sort.Descending ? RankEnd.Highest : RankEnd.Lowest);
        }

        return null;
    }

    /// <summary>The metric's name within a sentence.</summary>
    public static string NameOf(UsageMetric gauge) => gauge is UsageMetric.Cpu ? "CPU" : TitleOf(gauge).ToLowerInvariant();

    private static string TitleOf(UsageMetric gauge) =>
        gauge switch
        {
            UsageMetric.Cpu => "CPU",
            UsageMetric.Memory => "MEMORY",
            UsageMetric.Disk => "DISK",
            _ => throw new ArgumentOutOfRangeException(nameof(gauge), gauge, "no column for this gauge"),
        };
}
