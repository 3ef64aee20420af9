namespace K8sDashboard.Cluster.State;

/// <summary>Clock skew: detects timestamps of the cluster in the future, with a tolerance for rounded evaluation times.</summary>
public static class ClockSkew
{
    /// <summary>
    /// Evaluation times are up to 10 s old (see <see cref="Access.AuthorisedViews.JudgingStep"/>), and kubectl tolerates a skew below two
    /// seconds.
    /// </summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(12);

    /// <summary>kubectl prints the age of such a timestamp as <c>&lt;invalid&gt;</c>.</summary>
    public static bool IsFuture(DateTimeOffset at, DateTimeOffset now) => at - now > Tolerance;
}
