using K8sDashboard.Demo.Exporters;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>Records the history during the backfill: a scrape of all targets every half minute.</summary>
public sealed class History(Targets targets, Backfill backfill)
{
    /// <summary>The scrape interval of the history: two samples fit into the shortest rate window.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private DateTimeOffset written = DateTimeOffset.MinValue;

    /// <summary>Records a scrape if it is due.</summary>
    public void Turn(DateTimeOffset at)
    {
        if (at - written >= Step)
            Write(at);
    }

    /// <summary>
    /// Records the end, due or not. Prometheus rejects samples older than its blocks, so that a gap before the end would look like a burst
    /// in rates.
    /// </summary>
    public void End(DateTimeOffset at)
    {
        if (at > written)
            Write(at);
    }

    private void Write(DateTimeOffset at)
    {
        written = at;
        backfill.Add(targets.All(), at);
    }
}
