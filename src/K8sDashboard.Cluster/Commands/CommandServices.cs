using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Objects;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Cluster.Commands;

/// <summary>What pages ask for to change objects and to read one live.</summary>
internal static class CommandServices
{
    public static IServiceCollection AddCommands(this IServiceCollection services) =>
        services.AddSingleton<AccessReviews>().AddSingleton<CommandRunner>().AddSingleton<CommandPreviewer>().AddSingleton<ObjectReader>();
}
