using K8sDashboard.Cluster.Connection;
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

    private readonly ResourceRequests requests = new(connection, ReflectorPolicy.Default, time);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(
            Follow(Kinds.Nodes, stoppingToken),
            Follow(Kinds.Namespaces, stoppingToken),
            Follow(Kinds.Pods, stoppingToken),
            Follow(Kinds.Deployments, stoppingToken),
            Follow(Kinds.ReplicaSets, stoppingToken),
            Follow(Kinds.StatefulSets, stoppingToken),
            Follow(Kinds.Services, stoppingToken),
            Follow(Kinds.EndpointSlices, stoppingToken),
            FollowOptional(Kinds.Events, stoppingToken)
        );

    private Task Follow<TItem>(ResourceKind<TItem> kind, CancellationToken cancellation)
        where TItem : ClusterObject => KeepAsync(kind.Name, Watch(kind).RunAsync, cancellation);

    private Task FollowOptional<TItem>(ResourceKind<TItem> kind, CancellationToken cancellation)
        where TItem : ClusterObject
    {
        var watch = Watch(kind);
        return KeepAsync(kind.Name, (only, fallback, stop) => watch.RunAsync(only, fallback, optional, stop), cancellation);
    }

    /// <summary>
    /// Supervises one kind: restarts it after an unexpected exception, such as an OutOfMemoryException in an error handler.
    /// </summary>
    private async Task KeepAsync(
        string kind,
        Func<IReadOnlyList<string>, IReadOnlyList<string>, CancellationToken, Task> run,
        CancellationToken cancellation
    )
    {
        while (true)
        {
            try
            {
                await run(options.Value.NamespaceList, [connection.Namespace], cancellation);
                return;
            }
            catch (Exception bug) when (!cancellation.IsCancellationRequested)
            {
                LogEnded(bug, kind);
                await Task.Delay(Restart, time, cancellation);
            }
        }
    }

    private ReflectorGroup<TItem> Watch<TItem>(ResourceKind<TItem> kind)
        where TItem : ClusterObject => new(kind, store, requests, meter, ReflectorPolicy.Default, time, logger);

    [LoggerMessage(LogLevel.Error, "{Kind}: its watch ended unexpectedly and restarts")]
    private partial void LogEnded(Exception bug, string kind);
}
