namespace K8sDashboard.Cluster.State;

/// <summary>
/// Clock skew: which timestamps of the cluster are later than now, and not merely later than a moment that is rounded down.
/// </summary>
public static class ClockSkew
{
    /// <summary>
    /// Judgements are made at moments up to 10 s old (see <see cref="Access.AuthorisedViews.JudgingStep"/>), and kubectl forgives two
    /// clocks that differ by less than two seconds.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(12);

    /// <summary>kubectl prints the age of such a time as <c>&lt;invalid&gt;</c>.</summary>
    public static bool IsFuture(DateTimeOffset at, DateTimeOffset now) => at - now > Tolerance;
}
