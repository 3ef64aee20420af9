using K8sDashboard.Cluster.Connection;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Status;

/// <summary>What the dashboard is connected to and as whom, as keys and values; holds no credential.</summary>
internal static class ConnectionFacts
{
    /// <param name="connection">The connection to the API server.</param>
    /// <param name="metrics">Where metrics come from; null while that is looked for.</param>
    /// <param name="isConfigured">The settings name it; else it was found among the cluster's Services.</param>
    /// <param name="seen">Whom the API server takes the user for; null while it is asked.</param>
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
