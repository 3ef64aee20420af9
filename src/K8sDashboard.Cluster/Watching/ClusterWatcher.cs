using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The hosted service that watches every kind.</summary>
internal sealed partial class ClusterWatcher(
    ClusterConnection connection,
    ClusterStore store,
    ReflectorMeter meter,
    OptionalKinds optional,
    TimeProvider time,
    IOptions<ClusterOptions> options,
    ILogger<ClusterWatcher> logger
) : BackgroundService
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);

    protected override Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var policy = ReflectorPolicy.Default;
        var context = new ReflectorContext(store, new ResourceRequests(connection, policy, time), meter, policy, time, logger);
        return Task.WhenAll(ResourceCatalog.All.Select(definition => KeepAsync(definition, context, stoppingToken)));
    }

    /// <summary>
    /// Supervises one kind: restarts it after an unexpected exception, such as an OutOfMemoryException in an error handler.
    /// </summary>
    private async Task KeepAsync(ResourceDefinition definition, ReflectorContext context, CancellationToken cancellation)
    {
        var reflectors = definition.CreateReflectors(context);
        var shed = definition.Watch is WatchPolicy.Optional ? optional : null;
        while (true)
        {
            try
            {
                await reflectors.RunAsync(options.Value.NamespaceList, [connection.Namespace], shed, cancellation);
                return;
            }
            catch (Exception bug) when (!cancellation.IsCancellationRequested)
            {
                LogEnded(bug, definition.Type.Plural);
                await Task.Delay(Restart, time, cancellation);
            }
        }
    }

    [LoggerMessage(LogLevel.Error, "{Kind}: its watch ended unexpectedly and restarts")]
    private partial void LogEnded(Exception bug, string kind);
}
