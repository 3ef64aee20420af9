using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Networking.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The blackbox-exporter's targets: annotated Services and Ingresses, and their probe outcomes.</summary>
public sealed class ProbeTargets(LivingCluster cluster)
{
    private const string Exporter = "blackbox-exporter.monitoring.svc:9115";
    private const string Asked = "prometheus.io/probe";

    public IEnumerable<ScrapeTarget> All(DateTimeOffset began)
    {
        foreach (
            var service in cluster
                .State.List<Service>()
                .Where(service => service.Metadata.Annotations.GetValueOrDefault(Asked) == "true" && service.Spec.ClusterIP != "None")
        )
        {
            foreach (var port in service.Spec.Ports)
            {
                var (ns, name) = (service.Metadata.Namespace, service.Metadata.Name);
                var path = service.Metadata.Annotations.GetValueOrDefault("prometheus.io/probe-path") ?? "/";
                var url = $"http://{name}.{ns}.svc:{port.Port}{path}";
                yield return Target(
                    "blackbox-services",
                    url,
                    [("namespace", ns), ("service", name), ("port", $"{port.Port}")],
                    at => Answer(ns, name, url, at, null, 0)
                );
            }
        }

        foreach (
            var ingress in cluster.State.List<Ingress>().Where(ingress => ingress.Metadata.Annotations.GetValueOrDefault(Asked) == "true")
        )
        {
            foreach (var rule in ingress.Spec.Rules)
            {
                var (ns, host, path) = (ingress.Metadata.Namespace, rule.Host, rule.IngressRuleValue.Http.Paths[0]);
                var url = $"https://{host}{path.Path}";
                // For a backend that is down the ingress controller responds itself.
                yield return Target(
                    "blackbox-ingresses",
                    url,
                    [("namespace", ns), ("host", host), ("ingress", ingress.Metadata.Name)],
                    at => Answer(ns, path.Backend.Service.Name, url, at, Certificates.EndOf(host, cluster.SeededRandom, began), 503)
                );
            }
        }
    }

    private ProbeOutcome Answer(
        string ns,
        string service,
        string url,
        DateTimeOffset at,
        DateTimeOffset? certificateEnds,
        int withoutBackend
    )
    {
        var behind =
            cluster
                .State.Get<Endpoints>(ns, service)
                ?.Subsets.SelectMany(subset => subset.Addresses)
                .Select(address => address.Ip)
                .ToHashSet()
            ?? [];
        var answering = cluster
            .Hosts.Where(host => host.Alive)
            .SelectMany(host => host.Running)
            .FirstOrDefault(one => one.Ready && behind.Contains(one.PodAddress));
        var seconds =
            (answering?.Does.Latency.TotalSeconds ?? 0.004) * cluster.Curve.Of(url, at) + (certificateEnds is null ? 0.001 : 0.012);
        return new ProbeOutcome(answering is null ? withoutBackend : 200, seconds, certificateEnds);
    }

    private static ScrapeTarget Target(string job, string url, (string, string)[] labels, Func<DateTimeOffset, ProbeOutcome> probe) =>
        new(
            job,
            Exporter,
            $"/probe?module=http_2xx&target={Uri.EscapeDataString(url)}",
            [("instance", url), .. job == "blackbox-services" ? [("module", "http_2xx")] : Array.Empty<(string, string)>(), .. labels],
            true,
            (text, at) => BlackboxMetrics.Write(text, probe(at))
        );
}
