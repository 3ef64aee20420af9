using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Two pods on a fake API server, the fault proxy before it, and the product's loop behind that.</summary>
internal sealed class FaultyPods : IAsyncDisposable
{
    private FaultyPods(PodApi api, FaultProxy proxy, TimeProvider time, WatchedPods pods) =>
        (Api, Proxy, Time, Pods) = (api, proxy, time, pods);

    public PodApi Api { get; }

    public FaultProxy Proxy { get; }

    public TimeProvider Time { get; }

    public WatchedPods Pods { get; }

    /// <summary>A deadline of 30 s is two hundred round trips away.</summary>
    private const int Speed = 30;

    /// <summary>Starts everything, and waits until the two pods are seen unless a fault is on from the start.</summary>
    public static async Task<FaultyPods> StartAsync(
        TimeProvider? clock = null,
        bool tls = false,
        Action<FaultProxy>? before = null,
        Func<ConnectionSettings, TimeProvider, ConnectionSettings>? client = null,
        bool streams = false
    )
    {
        var time = clock ?? new FastTime(Speed);
        var api = new PodApi { StreamsLists = streams };
        await api.StartAsync();
        api.Put("a");
        api.Put("b");
        var proxy = await FaultProxy.StartAsync(
            new(new Uri($"http://127.0.0.1:{api.Port}"))
            {
                Tls = tls,
                Protocols = tls ? HttpProtocols.Http1AndHttp2 : HttpProtocols.Http1,
                Time = time,
            }
        );
        before?.Invoke(proxy);
        var server = new ConnectionSettings { Server = proxy.Address, Authorities = tls ? [FaultProxy.Authority] : [] };
        var pods = new FaultyPods(api, proxy, time, new WatchedPods(client?.Invoke(server, time) ?? server, time));
        if (before is not null)
            return pods;
        await pods.Pods.SeeLiveAsync("a", "b");
        // A fault that is switched on from here on must not meet the first watch.
        await Wait.UntilAsync(() => proxy.Requests.Any(asked => asked.IsWatch), "the first watch");
        return pods;
    }

    /// <summary>Breaks every open watch, as a server or a proxy that restarts does.</summary>
    public void Cut() => Proxy.Line.Cut();

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        await Proxy.DisposeAsync();
        await Api.DisposeAsync();
    }
}
