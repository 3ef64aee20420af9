using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Web.Usage;

/// <summary>One measurement of a row, and its rank in the order where it has one.</summary>
public readonly record struct RankedUsage(UsageState State, double? Rank)
{
    public static readonly RankedUsage Loading = new(new UsageState.Loading(), null);
}
