using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>The production loops of one kind against an API server, with their store.</summary>
internal class WatchedKind<TItem> : IAsyncDisposable
    where TItem : ClusterObject
{
    private readonly CancellationTokenSource stop = new();
    private readonly Func<ClusterSnapshot, Table<TItem>> find;
    private readonly ClusterConnection connection;
    private readonly Task loop;

    public WatchedKind(
        ResourceDefinition<TItem> kind,
        Func<ClusterSnapshot, Table<TItem>> find,
        ConnectionSettings server,
        TimeProvider time,
        string[]? only = null,
        string[]? fallback = null,
        OptionalKinds? optional = null
    )
    {
        this.find = find;
        Store = new ClusterStore(time);
        connection = new ClusterConnection(GuardedClient.Create(server), "test", "tester");
        var watch = new ReflectorGroup<TItem>(
            kind,
            new(
                Store,
                new ResourceRequests(connection, ReflectorPolicy.Default, time),
                new ReflectorMeter(new CollectorRegistry(), time),
                ReflectorPolicy.Default,
                time,
                NullLogger.Instance
            )
        );
        loop = watch.RunAsync(only ?? [], fallback ?? [], optional, stop.Token);
    }

    public ClusterStore Store { get; }

    /// <summary>The current table.</summary>
    public Table<TItem> Table => find(Store.Current);

    /// <summary>The timeout of waits.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);

    public IEnumerable<string> Names => Table.Items.Select(item => item.Name).Order(StringComparer.Ordinal);

    /// <summary>The first published table that satisfies the predicate; fails with the last one.</summary>
    public async Task<Table<TItem>> SeeAsync(Func<Table<TItem>, bool> expected)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var snapshot in Store.WatchAsync(timeout.Token))
                if (expected(find(snapshot)))
                    return find(snapshot);
        }
        catch (OperationCanceledException)
        {
            // Timeout: the assertion below reports the last table.
        }

        throw new Xunit.Sdk.XunitException(
            $"not seen within {Patience.TotalSeconds} s; there is {Table.Sync} with {string.Join(' ', Names)}"
        );
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Dispose();
        Store.Dispose();
        stop.Dispose();
        GC.SuppressFinalize(this);
    }
}
