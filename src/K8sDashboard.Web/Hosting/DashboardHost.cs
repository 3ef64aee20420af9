using K8sDashboard.Cluster;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Web.Hosting;

/// <summary>Composition root.</summary>
public static class DashboardHost
{
    /// <param name="asked">The command line.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="change">Last changes to the builder: tests replace the cluster.</param>
    /// <exception cref="StartupException">It cannot start with these settings.</exception>
    public static WebApplication Create(CommandLine asked, Func<string, string?> environment, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
                // Settings and static files lie beside the executable, whatever the working directory.
                ContentRootPath = AppContext.BaseDirectory,
                // Ignores ASPNETCORE_ENVIRONMENT: in Development a failed request would show its stack trace, headers and cookies.
                EnvironmentName = Environments.Production,
            }
        );
        asked.ApplyTo(builder.Configuration, environment);
        builder.AddQuietLog().AddLocalAccess().AddProbes().AddScreen();
        builder.AddCluster();
        builder.AddClusterMonitoring();
        change?.Invoke(builder);
        return builder.Build().UseLocalAccess().MapProbes().MapScreen();
    }
}
