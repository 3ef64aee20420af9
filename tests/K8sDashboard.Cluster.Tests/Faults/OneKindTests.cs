using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Faults;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>The whole watcher against a server that fails for one kind.</summary>
public sealed class OneKindTests : IAsyncLifetime
{
    private readonly FastTime time = new(30);
    private readonly PodApi api = new() { ServesOtherKinds = true };
    private FaultProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        await api.StartAsync();
        proxy = await FaultProxy.StartAsync(
            new(new Uri($"http://127.0.0.1:{api.Port}"))
            {
                Tls = false,
                Protocols = HttpProtocols.Http1,
                Time = time,
            }
        );
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await api.DisposeAsync();
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [InlineData(403)]
    [Trait("Fault", "F06-error-status")]
    public async Task ClusterWatcher_ErrorStatusOnOneKind_LeavesOtherKindsLive(int status)
    {
        using var store = new ClusterStore(time);
        using var connection = new ClusterConnection(
            GuardedClient.Create(new ConnectionSettings { Server = proxy.Address }),
            "test",
            "tester"
        );
        var meter = new ReflectorMeter(new CollectorRegistry(), time);
        using var watcher = new ClusterWatcher(
            connection,
            store,
            meter,
            new OptionalKinds(),
            time,
            Options.Create(new ClusterOptions()),
            NullLogger<ClusterWatcher>.Instance
        );
        using var trouble = proxy.Rules.On(asked => asked.Kind == "services", Fault.Answer.OfApiServer(status));
        await watcher.StartAsync(CancellationToken.None);

        await Wait.UntilAsync(() => store.Current.Services.Sync is SyncState.Interrupted or SyncState.Forbidden, "services are in trouble");
        api.Put("a");
        await Wait.UntilAsync(() => store.Current.Pods.Find("default", "a") is not null, "pods come in");
        await Wait.UntilAsync(() => Others(store.Current).All(sync => sync is SyncState.Live), "all other kinds are live");
        Assert.IsNotType<SyncState.Live>(store.Current.Services.Sync);

        trouble.Dispose();
        await Wait.UntilAsync(() => store.Current.Services.Sync is SyncState.Live, "services are live");
        await watcher.StopAsync(CancellationToken.None);
    }

    private static SyncState[] Others(ClusterSnapshot snapshot) =>
        [
            snapshot.Nodes.Sync,
            snapshot.Namespaces.Sync,
            snapshot.Pods.Sync,
            snapshot.Deployments.Sync,
            snapshot.ReplicaSets.Sync,
            snapshot.EndpointSlices.Sync,
            snapshot.Events.Sync,
        ];
}
