using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>The product's loop for pods against a <see cref="PodApi"/>, and the store that it fills.</summary>
internal sealed class WatchedPods : IAsyncDisposable
{
    private readonly CancellationTokenSource stop = new();
    private readonly ServiceProvider services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ClusterConnection connection;
    private readonly Task loop;

    public WatchedPods(PodApi api, string[]? only = null, string[]? fallback = null, OptionalKinds? optional = null)
        : this(new KubernetesClientConfiguration { Host = $"http://127.0.0.1:{api.Port}" }, new FastTime(), only, fallback, optional)
    {
    }

    public WatchedPods(KubernetesClientConfiguration server, TimeProvider time, string[]? only = null, string[]? fallback = null, OptionalKinds? optional = null)
    {
        Store = new ClusterStore(time);
        connection = new ClusterConnection(GuardedClient.Create(server), "test", "tester");
        var watch = new KindWatch<Pod>(
            Kinds.Pods, Store, new ResourceRequests(connection, time), new WatchMeter(services.GetRequiredService<System.Diagnostics.Metrics.IMeterFactory>(), time),
            time, NullLogger.Instance);
        loop = optional is null
            ? watch.RunAsync(only ?? [], fallback ?? [], stop.Token)
            : watch.RunAsync(only ?? [], fallback ?? [], optional, stop.Token);
    }

    public ClusterStore Store { get; }

    /// <summary>How long something is waited for.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(20);

    public IEnumerable<string> Names => Store.Current.Pods.Items.Select(pod => pod.Name).Order(StringComparer.Ordinal);

    /// <summary>The first publication that shows what is waited for; fails with what was there instead.</summary>
    public async Task<Table<Pod>> SeeAsync(Func<Table<Pod>, bool> expected)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            await foreach (var snapshot in Store.WatchAsync(timeout.Token))
                if (expected(snapshot.Pods)) return snapshot.Pods;
        }
        catch (OperationCanceledException)
        {
            // Falls through to the message below.
        }

        throw new Xunit.Sdk.XunitException($"not seen within {Patience.TotalSeconds} s; there is {Store.Current.Pods.Sync} with {string.Join(' ', Names)}");
    }

    public Task<Table<Pod>> SeeLiveAsync(params string[] names) => SeeAsync(table =>
        table.Sync is SyncState.Live && table.Items.Select(pod => pod.Name).Order(StringComparer.Ordinal).SequenceEqual(names));

    /// <summary>Nothing is missing, nothing is left over, and every version is the last.</summary>
    public Task<Table<Pod>> SeeTruthAsync(PodApi api) => SeeAsync(table =>
        table.Sync is SyncState.Live && table.Items.Select(pod => (pod.Name, pod.ResourceVersion)).OrderBy(pod => pod.Name, StringComparer.Ordinal).SequenceEqual(api.Truth));

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await loop.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        connection.Dispose();
        Store.Dispose();
        await services.DisposeAsync();
        stop.Dispose();
    }
}
