using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Network;

/// <summary>One Service as a line of <c>kubectl get services</c>, and whether anything answers behind it.</summary>
public sealed record ServiceRow(Service Service, int ReadyEndpoints, int Endpoints, Verdict Verdict)
{
    /// <summary>Endpoints ready of all, for example <c>2/3</c>.</summary>
    public string EndpointsText => $"{ReadyEndpoints}/{Endpoints}";

    public static ServiceRow Of(ServiceBackends backends, DateTimeOffset now) =>
        new(backends.Service, backends.Ready, backends.Total, ServiceHealth.Of(backends, now));
}
