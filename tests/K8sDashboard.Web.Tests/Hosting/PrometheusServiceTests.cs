using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Tests.Hosting;

public sealed class PrometheusServiceTests
{
    [Fact]
    public void PrometheusService_SeveralCandidates_RanksTheLikeliestFirst()
    {
        var found = PrometheusService.Candidates(
            Services(
                Service("shop", "prometheus", ("http", 8080)),
                Service("monitoring", "prometheus-operated", ("web", 9090)),
                Service("monitoring", "prometheus-k8s", ("reloader-web", 8080), ("web", 9090)),
                Service("prometheus", "prometheus-server", ("", 80)),
                Service("kubecost", "kubecost-prometheus-server", ("http", 80)),
                Service("monitoring", "prometheus", ("grpc", 10901))
            )
        );

        Assert.Equal(
            [
                "monitoring/prometheus-k8s:9090",
                "monitoring/prometheus-operated:9090",
                "prometheus/prometheus-server:80",
                "shop/prometheus:8080",
            ],
            found.Select(service => $"{service.Namespace}/{service.Name}:{service.Port}")
        );
    }

    [Fact]
    public void PrometheusService_NameAndPort_GiveServiceProxyPath() =>
        Assert.Equal(
            "api/v1/namespaces/monitoring/services/prometheus:9090/proxy",
            new PrometheusService("monitoring", "prometheus", 9090).ProxyPath
        );

    internal static Table<Service> Services(params Service[] services) => new([.. services], new SyncState.Live(), 1);

    internal static Service Service(string @namespace, string name, params (string Name, int Port)[] ports) =>
        new()
        {
            Ref = new ObjectRef(@namespace, name),
            Uid = $"{@namespace}/{name}",
            ResourceVersion = "1",
            Created = DateTimeOffset.UnixEpoch,
            Ports = [.. ports.Select(port => new ServicePort(port.Name, "TCP", port.Port, "", 0))],
        };
}
