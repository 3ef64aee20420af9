using K8sDashboard.Demo.Exporters;

namespace K8sDashboard.Demo.Monitoring;

/// <summary>Which of the past is written down when: what charts show of containers and nodes, and of the large ones only the last half hour.</summary>
public sealed class History(Targets targets, Backfill backfill, DateTimeOffset ends)
{
    /// <summary>From one scrape of the past to the next: two fit into the shortest window of a rate.</summary>
    public static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan OfLargeJobs = TimeSpan.FromMinutes(30);
    private static readonly string[] LargeJobs = ["kube-apiserver", "kubelet", "kubelet-probes", "kube-controller-manager", "kube-scheduler", "kube-proxy", "kubernetes-pods"];

    private DateTimeOffset written = DateTimeOffset.MinValue;

    /// <summary>Writes down what is due.</summary>
    public void Turn(DateTimeOffset at)
    {
        if (at - written >= Step) Write(at);
    }

    /// <summary>
    /// Writes down the end, due or not. Prometheus takes nothing older than its past: a scrape before the end would tell counters that
    /// stand still until it, and rates would show a machine that is suddenly busy.
    /// </summary>
    public void End(DateTimeOffset at)
    {
        if (at > written) Write(at);
    }

    private void Write(DateTimeOffset at)
    {
        written = at;
        backfill.Add(targets.All().Where(target => ends - at < OfLargeJobs || !LargeJobs.Contains(target.Job)), at);
    }
}
