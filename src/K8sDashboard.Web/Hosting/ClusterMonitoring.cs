using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring;

namespace K8sDashboard.Web.Hosting;

public static class ClusterMonitoring
{
    /// <summary>
    /// Connects cluster and monitoring: charts from the Prometheus that is configured or found in the cluster. Requires the cluster's
    /// services.
    /// </summary>
    public static IHostApplicationBuilder AddClusterMonitoring(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(services =>
        {
            var store = services.GetRequiredService<ClusterStore>();
            return ActivatorUtilities.CreateInstance<PrometheusFinder>(services, () => store.Current.Services);
        });
        builder.Services.AddSingleton<PrometheusLocator>(provider => provider.GetRequiredService<PrometheusFinder>().LocateAsync);
        return builder.AddMonitoring();
    }
}
