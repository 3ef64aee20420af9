using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Web.Resources.Services;

/// <summary>One Service as a row of <c>kubectl get services</c>, with the health of its endpoints.</summary>
public sealed record ServiceRow(Service Service, ServiceStatus Status)
{
    /// <summary>
    /// Null for a Service without endpoints by type (ExternalName), or where neither endpoints nor pods are readable (RBAC).
    /// </summary>
    public int? ReadyEndpoints => Service.Type == "ExternalName" || Status.Verdict.Code == "unseen" ? null : Status.Worst.Ready;

    /// <summary>Ready and total endpoints of the worst port, for example <c>2/3</c>, or <c>0/1 metrics</c> where ports differ.</summary>
    public string EndpointsText =>
        ReadyEndpoints is not { } ready ? "–"
        : Status.PortsDiffer ? $"{ready}/{Status.Worst.Total} {ServiceStatus.NameOf(Status.Worst.Endpoints.Port!)}"
        : $"{ready}/{Status.Worst.Total}";

    /// <summary>The same as a sentence; for each port where they differ.</summary>
    public string EndpointsWords =>
        ReadyEndpoints is not { } ready ? "–"
        : Status.PortsDiffer ? string.Join(", ", Status.Ports.Select(WordsOf))
        : $"{ready} of {Status.Worst.Total} ready";

    private static string WordsOf(PortStatus port) => $"{ServiceStatus.NameOf(port.Endpoints.Port!)} {port.Ready} of {port.Total} ready";

    public static ServiceRow Of(ServiceBackends backends, DateTimeOffset now) => new(backends.Service, ServiceStatus.Of(backends, now));
}
