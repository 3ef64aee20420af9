namespace K8sDashboard.Monitoring.Usage;

/// <summary>What is known of one row's use. Each state is drawn; none of them is ever a zero that nobody measured.</summary>
public abstract record UsageState
{
    private UsageState() { }

    public sealed record Loading : UsageState;

    /// <param name="Amount">Cores, bytes, or for nodes the share of the whole.</param>
    /// <param name="Detail">What was measured, where that needs saying: the fullest device, how many of the pods.</param>
    /// <param name="Stale">Set where this is the last answer of a Prometheus that does not answer now.</param>
    public sealed record Value(double Amount, string Detail = "", Staleness? Stale = null) : UsageState;

    /// <summary>Prometheus answers, and has nothing of this row.</summary>
    public sealed record NoData(string Message) : UsageState;

    /// <summary>Prometheus does not answer, or refuses to.</summary>
    public sealed record Unavailable(string Message) : UsageState;
}

/// <summary>Since when a value is the last one, and why.</summary>
public sealed record Staleness(DateTimeOffset AsOf, string Message);
