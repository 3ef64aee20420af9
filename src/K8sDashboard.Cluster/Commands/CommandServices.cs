using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Objects;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Cluster.Commands;

/// <summary>Registers the services for writes and live reads.</summary>
internal static class CommandServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) =>
        services
            .AddSingleton<AccessReviews>()
            .AddSingleton<WriteMetrics>()
            .AddSingleton<CommandRunner>()
            .AddSingleton<CommandPreviewer>()
            .AddSingleton<ObjectReader>();
}
