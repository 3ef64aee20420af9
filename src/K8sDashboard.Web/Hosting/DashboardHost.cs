using K8sDashboard.Cluster;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Web.Hosting;

/// <summary>Puts the dashboard together.</summary>
public static class DashboardHost
{
    /// <param name="asked">The command line.</param>
    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="change">Last changes before it is built: tests bring a cluster of their own.</param>
    /// <exception cref="StartupException">It cannot start as asked.</exception>
    public static WebApplication Create(CommandLine asked, Func<string, string?> environment, Action<WebApplicationBuilder>? change = null)
    {
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions
            {
                ApplicationName = typeof(DashboardHost).Assembly.GetName().Name,
                // Settings and pages lie beside the program, wherever it is started from.
                ContentRootPath = AppContext.BaseDirectory,
                // Whatever the shell of a developer says: in Development a request that fails would show its stack, headers and cookies.
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
