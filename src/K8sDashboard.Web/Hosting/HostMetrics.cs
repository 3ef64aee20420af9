using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Status;
using Prometheus;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// The host's registry of metrics, of which <c>/metrics</c> is the text. Not the library's static one: hosts in one process (tests) would
/// share it.
/// </summary>
internal static class HostMetrics
{
    /// <summary>Services that register metrics: created at the start, so that each is exported before it is first used.</summary>
    private static readonly Type[] Measured =
    [
        typeof(ReflectorMeter),
        typeof(RequestLoad),
        typeof(WriteMetrics),
        typeof(QueryMetrics),
        typeof(OpenScreens),
    ];

    public static WebApplication MapHostMetrics(this WebApplication app)
    {
        var registry = app.Services.GetRequiredService<CollectorRegistry>();
        foreach (var service in Measured)
            app.Services.GetRequiredService(service);
        DotNetStats.Register(registry);
        RuntimeMetrics.Register(registry);
        Build(registry);
        Publications(registry, app.Services.GetRequiredService<ClusterStore>());
        app.MapMetrics(
                settings =>
                {
                    settings.Registry = registry;
                    // One format, and none with exemplars, which name traces.
                    settings.EnableOpenMetrics = false;
                },
                MetricsPort.Path
            )
            .AllowAnonymous();
        return app;
    }

    private static void Build(CollectorRegistry registry)
    {
        var version = OwnProcess.Read().Version.Split('+', 2);
        Metrics
            .WithCustomRegistry(registry)
            .CreateGauge(
                "k8sdashboard_build_info",
                "1, with the version and revision of the dashboard and the version of .NET as labels.",
                "version",
                "revision",
                "dotnet_version"
            )
            .WithLabels(version[0], version.ElementAtOrDefault(1) ?? "unknown", Environment.Version.ToString())
            .Set(1);
    }

    private static void Publications(CollectorRegistry registry, ClusterStore store)
    {
        var publications = Metrics
            .WithCustomRegistry(registry)
            .CreateCounter("k8sdashboard_snapshot_publications_total", "Snapshots of the cluster published to the pages.");
        registry.AddBeforeCollectCallback(() => publications.IncTo(store.Current.Version));
    }
}
