using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Follows every kind for as long as the process runs.</summary>
internal sealed class ClusterWatcher(
    ClusterConnection connection,
    ClusterStore store,
    WatchMeter meter,
    OptionalKinds optional,
    TimeProvider time,
    IOptions<ClusterOptions> options,
    ILogger<ClusterWatcher> logger) : BackgroundService
{
    private readonly ResourceRequests requests = new(connection, time);

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(
        Follow(Kinds.Nodes, stoppingToken),
        Follow(Kinds.Namespaces, stoppingToken),
        Follow(Kinds.Pods, stoppingToken),
        Follow(Kinds.Deployments, stoppingToken),
        Follow(Kinds.ReplicaSets, stoppingToken),
        Follow(Kinds.Services, stoppingToken),
        Follow(Kinds.EndpointSlices, stoppingToken),
        FollowOptional(Kinds.Events, stoppingToken));

    private Task Follow<TItem>(ResourceKind<TItem> kind, CancellationToken cancellation)
        where TItem : ClusterObject => Watch(kind).RunAsync(options.Value.NamespaceList, [connection.Namespace], cancellation);

    private Task FollowOptional<TItem>(ResourceKind<TItem> kind, CancellationToken cancellation)
        where TItem : ClusterObject => Watch(kind).RunAsync(options.Value.NamespaceList, [connection.Namespace], optional, cancellation);

    private KindWatch<TItem> Watch<TItem>(ResourceKind<TItem> kind)
        where TItem : ClusterObject => new(kind, store, requests, meter, time, logger);
}
