using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>All scrape targets of the cluster, for live scrapes and for the backfill.</summary>
public sealed class Targets(LivingCluster cluster, DateTimeOffset began)
{
    private static readonly TimeSpan UpTime = TimeSpan.FromDays(13);

    private readonly NodeTargets nodes = new(cluster, began - UpTime);
    private readonly ProbeTargets probes = new(cluster);
    private readonly AppMetrics apps = new(cluster.Consumption, cluster.Curve);

    /// <summary>The current targets. Read between two turns of the simulation.</summary>
    public IEnumerable<ScrapeTarget> All() => [.. nodes.All(), .. Apps(), .. probes.All(began)];

    private IEnumerable<ScrapeTarget> Apps() =>
        from pod in cluster.State.List<Api.Core.V1.Pod>()
        where pod.Metadata.Annotations.GetValueOrDefault("prometheus.io/scrape") == "true"
        let host = cluster.Hosts.FirstOrDefault(host => host.Machine.Name == pod.Spec.NodeName)
        where host is not null
        let running = host.Running.FirstOrDefault(one => one.PodUid == pod.Metadata.Uid)
        where running is not null
        let address = $"{running.PodAddress}:{pod.Metadata.Annotations.GetValueOrDefault("prometheus.io/port")}"
        select new ScrapeTarget(
            "kubernetes-pods",
            address,
            "/metrics",
            [
                ("instance", address),
                ("namespace", pod.Metadata.Namespace),
                ("pod", pod.Metadata.Name),
                ("node", pod.Spec.NodeName),
                (
                    "app",
                    pod.Metadata.Labels.GetValueOrDefault("app.kubernetes.io/name") ?? pod.Metadata.Labels.GetValueOrDefault("app") ?? ""
                ),
            ],
            host.Alive,
            (text, at) => apps.Write(text, running, at)
        );
}
