using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Usage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Monitoring;

public static class MonitoringRegistration
{
    /// <summary>
    /// Adds the Prometheus side: options, client and panels. Alone it asks the configured server; whoever knows a cluster registers a
    /// <see cref="PrometheusLocator"/> of its own before this.
    /// </summary>
    public static IHostApplicationBuilder AddMonitoring(this IHostApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddOptions<PrometheusOptions>().BindConfiguration(PrometheusOptions.Section).ValidateOnStart();
        services.AddSingleton<IValidateOptions<PrometheusOptions>, PrometheusOptionsCheck>();
        services.TryAddSingleton(TimeProvider.System);
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
