using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Hosting.Memory;
using K8sDashboard.Web.Projections;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Endpoints for liveness and readiness probes and for the dashboard's own metrics. No response contains names of cluster objects.
/// </summary>
public static class ProbeHosting
{
    public static WebApplicationBuilder AddProbes(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<MemoryReader>(MemoryReading.Read);
        builder.Services.AddSingleton<MemoryGuard>();
        builder.Services.AddHostedService(services => services.GetRequiredService<MemoryGuard>());
        return builder;
    }

    public static WebApplication MapProbes(this WebApplication app)
    {
        app.MapGet("/healthz", () => "ok").AllowAnonymous();
        app.MapGet(
                "/readyz",
                (ClusterStore store) =>
                    SnapshotFreshness.IsDecided(store.Current)
                        ? Results.Text("ok")
                        : Results.Text("syncing", statusCode: StatusCodes.Status503ServiceUnavailable)
            )
            .AllowAnonymous();
        return app.MapHostMetrics();
    }
}
