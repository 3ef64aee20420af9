using K8sDashboard.Monitoring.Readings;

namespace K8sDashboard.Web.Ui.Metrics;

/// <summary>One figure of a row: what is known of it, and its place in the order where it has one.</summary>
public readonly record struct Measured(Reading Reading, double? Rank)
{
    public static readonly Measured Loading = new(new Reading.Loading(), null);
}
