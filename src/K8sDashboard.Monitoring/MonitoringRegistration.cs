using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Monitoring;

public static class MonitoringRegistration
{
    /// <summary>
    /// Registers options, client and panels for Prometheus. By default the configured server is queried; to discover one in a cluster,
    /// register a <see cref="PrometheusLocator"/> before this.
    /// </summary>
    public static IHostApplicationBuilder AddMonitoring(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PrometheusOptions>().BindConfiguration(PrometheusOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrometheusOptions>, PrometheusOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<CollectorRegistry>();
        services.AddSingleton<QueryMetrics>();
        services.TryAddSingleton<ConfiguredPrometheus>();
        services.TryAddSingleton<PrometheusLocator>(provider => provider.GetRequiredService<ConfiguredPrometheus>().LocateAsync);
        services.AddSingleton<PrometheusClient>();
        services.AddSingleton<MetricDiscovery>();
        services.AddSingleton<ChartLoader>();
        services.AddSingleton<PodUsage>();
        services.AddSingleton<NodeUsage>();
        return builder;
    }
}
