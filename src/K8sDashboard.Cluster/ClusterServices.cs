using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Telemetry;
using K8sDashboard.Cluster.Usage;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Cluster;

/// <summary>Registers the cluster services: one connection, one store, and the watch loops that fill it.</summary>
public static class ClusterServices
{
    /// <summary>Connects with the identity of <see cref="ClusterOptions"/>, which the host binds and validates.</summary>
    public static IHostApplicationBuilder AddCluster(this IHostApplicationBuilder builder)
    {
        builder.Services.AddOptions<ClusterOptions>().BindConfiguration(ClusterOptions.Section);
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.TryAddSingleton<CollectorRegistry>();
        builder.Services.AddSingleton<ClusterStore>();
        builder.Services.AddSingleton<ReflectorMeter>();
        builder.Services.AddSingleton<RequestLoad>();
        builder.Services.AddSingleton<OptionalKinds>();
        builder.Services.AddSingleton(Connect);
        builder.Services.AddSingleton(LocalActor);
        builder.Services.AddSingleton(services => new ResourceMetrics(
            (actor, path, cancellation) =>
                new ApiClient(actor.Client, services.GetRequiredService<TimeProvider>()).GetAsync(path, cancellation),
            services.GetRequiredService<TimeProvider>()
        ));
        builder.Services.AddSingleton(services => new IdentityReview(
            (actor, review, cancellation) =>
                new ApiClient(actor.Client, services.GetRequiredService<TimeProvider>()).SendAsync(
                    HttpMethod.Post,
                    IdentityReview.Path,
                    review,
                    "application/json",
                    cancellation
                )
        ));
        builder.Services.AddHostedService<ClusterWatcher>();
        builder.Services.AddActions();
        return builder;
    }

    private static ClusterConnection Connect(IServiceProvider services)
    {
        var (options, time) = (services.GetRequiredService<IOptions<ClusterOptions>>().Value, services.GetRequiredService<TimeProvider>());
        var identity = ClusterIdentity.Find(options, time, services.GetRequiredService<ILogger<ClusterIdentity>>());
        return identity.Connect(services.GetRequiredService<RequestLoad>(), time);
    }

    /// <summary>In Local mode every session acts as the kubeconfig's user.</summary>
    private static Actor LocalActor(IServiceProvider services)
    {
        var connection = services.GetRequiredService<ClusterConnection>();
        return new Actor(connection.User, connection.Client, services.GetRequiredService<IOptions<ClusterOptions>>().Value.ReadOnly);
    }
}
