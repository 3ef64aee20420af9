using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>
/// The scrape targets of each node: kubelet, cAdvisor, probes, node-exporter, kube-proxy; and its control plane components.
/// </summary>
public sealed class NodeTargets(LivingCluster cluster, DateTimeOffset booted)
{
    private readonly CadvisorMetrics cadvisor = new(cluster.Consumption, cluster.SeededRandom);

    public IEnumerable<ScrapeTarget> All() => cluster.Hosts.SelectMany(Of);

    private IEnumerable<ScrapeTarget> Of(Host host)
    {
        var (machine, node) = (host.Machine, ("node", host.Machine.Name));
        (string, string)[] kubelet = [("instance", machine.Name), node];
        yield return Target(
            "kubelet",
            10250,
            "/metrics",
            [.. kubelet, ("metrics_path", "/metrics")],
            (text, at) => KubeletMetrics.Write(text, machine.Name, Work("kubelet"), host.Running, VolumesOn(host), at)
        );
        yield return Target(
            "cadvisor",
            10250,
            "/metrics/cadvisor",
            [.. kubelet, ("metrics_path", "/metrics/cadvisor")],
            (text, at) => cadvisor.Write(text, machine, host.Running, host.Meter, at)
        );
        yield return Target(
            "kubelet-probes",
            10250,
            "/metrics/probes",
            kubelet,
            (text, at) => KubeletMetrics.WriteProbes(text, host.Running, at)
        );
        if (Runs("node-exporter"))
            yield return Target(
                "node-exporter",
                9100,
                "/metrics",
                ByAddress(9100),
                (text, at) => NodeMetrics.Write(text, machine, host.Meter, Work("node"), at)
            );
        if (Runs("kube-proxy"))
            yield return Target(
                "kube-proxy",
                10249,
                "/metrics",
                ByAddress(10249),
                (text, at) => ControlPlaneMetrics.Proxy(text, Work("kube-proxy"), at)
            );
        if (!machine.ControlPlane)
            yield break;
        var leads = machine.Name == cluster.Leader;
        if (Runs("kube-apiserver"))
            yield return Target(
                "kube-apiserver",
                6443,
                "/metrics",
                [("instance", $"{machine.Address}:6443")],
                (text, at) => ApiServerMetrics.Write(text, Work("kube-apiserver"), Stored(), at)
            );
        if (Runs("etcd"))
            yield return Target(
                "etcd",
                2381,
                "/metrics",
                ByAddress(2381),
                (text, at) => ControlPlaneMetrics.Etcd(text, Work("etcd"), leads, at)
            );
        if (Runs("kube-scheduler"))
            yield return Target(
                "kube-scheduler",
                10259,
                "/metrics",
                ByAddress(10259),
                (text, at) =>
                    ControlPlaneMetrics.Scheduler(
                        text,
                        Work("kube-scheduler"),
                        leads,
                        cluster.Unschedulable,
                        cluster.Hosts.Count,
                        cluster.State.List<Pod>().Count,
                        at
                    )
            );
        if (Runs("kube-controller-manager"))
            yield return Target(
                "kube-controller-manager",
                10257,
                "/metrics",
                ByAddress(10257),
                (text, at) => ControlPlaneMetrics.ControllerManager(text, Work("kube-controller-manager"), leads, Zones(), at)
            );

        ScrapeTarget Target(string job, int port, string path, (string, string)[] labels, Action<Exposition, DateTimeOffset> write) =>
            new(
                job,
                $"{machine.Address}:{port}",
                path,
                labels,
                host.Alive,
                (text, at) =>
                {
                    // Advanced to the time of the scrape: a counter that lags behind shows as a jump in its rate.
                    host.Meter.Advance(host.Running, at);
                    write(text, at);
                }
            );
        (string, string)[] ByAddress(int port) => [("instance", $"{machine.Address}:{port}"), node];
        SteadyWork Work(string what) => new(cluster.Curve, $"{what}/{machine.Name}", booted);
        bool Runs(string container) => host.Running.Any(one => one.Name == container);
    }

    private List<(string, string, double)> VolumesOn(Host host) =>
        [
            .. from pod in cluster.State.List<Pod>()
            where pod.Spec.NodeName == host.Machine.Name && host.Pods.ContainsKey(pod.Metadata.Uid)
            from volume in pod.Spec.Volumes
            where volume.VolumeSource?.PersistentVolumeClaim is not null
            let name = volume.VolumeSource.PersistentVolumeClaim.ClaimName
            let claim = cluster.State.Get<PersistentVolumeClaim>(pod.Metadata.Namespace, name)
            where claim is not null
            select (pod.Metadata.Namespace, name, Amount.Find(claim.Spec.Resources.Requests, "storage") ?? 0),
        ];

    private List<(string, string, int)> Stored() =>
        [
            ("", "pods", cluster.State.Count<Pod>()),
            ("", "nodes", cluster.State.Count<Node>()),
            ("", "services", cluster.State.Count<Service>()),
            ("", "events", cluster.State.Count<Event>()),
            ("", "secrets", cluster.State.Count<Secret>()),
            ("", "namespaces", cluster.State.Count<Namespace>()),
            ("apps", "deployments", cluster.State.Count<Api.Apps.V1.Deployment>()),
            ("apps", "replicasets", cluster.State.Count<Api.Apps.V1.ReplicaSet>()),
            ("coordination.k8s.io", "leases", cluster.State.Count<Api.Coordination.V1.Lease>()),
        ];

    private List<ZoneHealth> Zones() =>
        [
            .. cluster
                .Hosts.GroupBy(host => "dc1::dc1-" + host.Machine.Zone)
                .Select(zone => new ZoneHealth(zone.Key, zone.Count(), zone.Count(host => !host.Alive), zone.Sum(host => host.GivenUp))),
        ];
}
