namespace K8sDashboard.Monitoring.Usage;

/// <summary>The state of one row's usage. Each state has a presentation; a missing value is never shown as zero.</summary>
public abstract record UsageState
{
    private UsageState() { }

    public sealed record Loading : UsageState;

    /// <param name="Amount">Cores, bytes, or for nodes the ratio.</param>
    /// <param name="Detail">A qualification, where needed: the fullest device, how many of the pods.</param>
    /// <param name="Stale">Set where this is an older value and the last query failed.</param>
    public sealed record Value(double Amount, string Detail = "", Staleness? Stale = null) : UsageState;

    /// <summary>Prometheus has no sample of this row.</summary>
    public sealed record NoData(string Message) : UsageState;

    /// <summary>Prometheus is unreachable, or rejects the query.</summary>
    public sealed record Unavailable(string Message) : UsageState;
}

/// <summary>The age of a stale value, and the cause.</summary>
public sealed record Staleness(DateTimeOffset AsOf, string Message);
