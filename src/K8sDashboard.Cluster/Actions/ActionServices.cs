using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Objects;
using Microsoft.Extensions.DependencyInjection;

namespace K8sDashboard.Cluster.Actions;

/// <summary>Registers the services for writes and live reads.</summary>
internal static class ActionServices
{
    public static IServiceCollection AddActions(this IServiceCollection services) =>
        services.AddSingleton<AccessReviews>().AddSingleton<WriteMetrics>().AddSingleton<ActionRunner>().AddSingleton<ObjectReader>();
}
