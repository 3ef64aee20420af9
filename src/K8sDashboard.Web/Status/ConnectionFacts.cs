using K8sDashboard.Cluster.Connection;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Status;

/// <summary>The API server connection and user as keys and values; contains no credentials.</summary>
internal static class ConnectionFacts
{
    /// <param name="connection">The connection to the API server.</param>
    /// <param name="metrics">The source of metrics; null while it is being discovered.</param>
    /// <param name="isConfigured">Whether it is configured; otherwise it was discovered among the cluster's Services.</param>
    /// <param name="seen">The user as the API server identifies it; null while the request is pending.</param>
    public static IEnumerable<(string Key, string Value)> Of(
        ClusterConnection connection,
        PrometheusSource? metrics,
        bool isConfigured,
        string? seen
    )
    {
        var summary = connection.Summary;
        yield return ("API server", connection.ServerName);
        yield return ("Context", connection.Name);
        yield return ("User", summary.Identity);
        yield return ("Signs in by", summary.SignsInBy);
        yield return ("API server sees", seen ?? "being asked");
        yield return ("Server certificate", summary.Trust);
        yield return ("Proxy", summary.Proxy);
        yield return (
            "Metrics",
            metrics switch
            {
                null => "being looked for",
                PrometheusSource.Found(var found) => $"{found.Source} ({(isConfigured ? "configured" : "found in the cluster")})",
                PrometheusSource.Missing(var reason) => reason,
                _ => "",
            }
        );
    }
}
