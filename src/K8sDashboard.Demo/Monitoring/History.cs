using K8sDashboard.Demo.Exporters;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>When the past is written down: everything that is told, every half minute.</summary>
public sealed class History(Targets targets, Backfill backfill)
{
    /// <summary>From one scrape of the past to the next: two fit into the shortest window of a rate.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private DateTimeOffset written = DateTimeOffset.MinValue;

    /// <summary>Writes down what is due.</summary>
    public void Turn(DateTimeOffset at)
    {
        if (at - written >= Step)
            Write(at);
    }

    /// <summary>
    /// Writes down the end, due or not. Prometheus takes nothing older than its past: a scrape before the end would tell counters that
    /// stand still until it, and rates would show a machine that is suddenly busy.
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
