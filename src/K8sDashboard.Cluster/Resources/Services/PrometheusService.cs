using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>A Service that is likely a Prometheus, by its name and port.</summary>
public sealed record PrometheusService(string Namespace, string Name, int Port)
{
    // Names of the common installations: kube-prometheus, the operator's Helm chart under its usual release names, the community chart,
    // manual ones; last the operator's headless Service, where each request may reach another replica.
    private static readonly ImmutableArray<string> Names =
    [
        "prometheus-k8s",
        "kube-prometheus-stack-prometheus",
        "prometheus-kube-prometheus-prometheus",
        "prometheus-server",
        "prometheus",
        "prometheus-operated",
    ];

    private static readonly ImmutableArray<string> Namespaces = ["monitoring", "prometheus", "observability", "kube-system"];

    // Names before numbers: sidecars have ports too.
    private static readonly ImmutableArray<string> PortNames = ["web", "http-web", "http"];
    private static readonly ImmutableArray<int> PortNumbers = [9090, 80];

    /// <summary>The proxy path of this Service relative to the API server; requests append theirs.</summary>
    public string ProxyPath => $"api/v1/namespaces/{Namespace}/services/{Name}:{Port}/proxy";

    /// <summary>All candidates, the most likely first. Prometheus-like Services of other products have other names.</summary>
    public static ImmutableArray<PrometheusService> Candidates(Table<Service> services) =>
        [
            .. services
                .Items.Where(service => Names.Contains(service.Name) && service.Type != "ExternalName")
                .Select(service => (Service: service, Port: PortOf(service)))
                .Where(candidate => candidate.Port is not null)
                .OrderBy(candidate => Rank(Namespaces, candidate.Service.Namespace))
                .ThenBy(candidate => Names.IndexOf(candidate.Service.Name))
                .ThenBy(candidate => candidate.Service.Namespace, StringComparer.Ordinal)
                .Select(candidate => new PrometheusService(candidate.Service.Namespace, candidate.Service.Name, candidate.Port!.Value)),
        ];

    private static int? PortOf(Service service)
    {
        var tcp = service.Ports.Where(port => port.Protocol is "TCP" or "").ToList();
        var found =
            PortNames.Select(name => tcp.Find(port => port.Name == name)).FirstOrDefault(port => port is not null)
            ?? PortNumbers.Select(number => tcp.Find(port => port.Port == number)).FirstOrDefault(port => port is not null);
        return found?.Port;
    }

    private static int Rank(ImmutableArray<string> order, string name)
    {
        var rank = order.IndexOf(name);
        return rank < 0 ? order.Length : rank;
    }
}
