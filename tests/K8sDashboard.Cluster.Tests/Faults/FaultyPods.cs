using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Two pods on a fake API server, with a fault proxy between it and the production loop.</summary>
internal sealed class FaultyPods : IAsyncDisposable
{
    private FaultyPods(PodApi api, FaultProxy proxy, TimeProvider time, WatchedPods pods) =>
        (Api, Proxy, Time, Pods) = (api, proxy, time, pods);

    public PodApi Api { get; }

    public FaultProxy Proxy { get; }

    public TimeProvider Time { get; }

    public WatchedPods Pods { get; }

    /// <summary>A timeout of 30 s is two hundred round trips away.</summary>
    private const int Speed = 30;

    /// <summary>Starts everything, and waits for the two pods unless a fault is active from the start.</summary>
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
        // Faults that are injected from here on must not hit the first watch.
        await Wait.UntilAsync(() => proxy.Requests.Any(asked => asked.IsWatch), "the first watch");
        return pods;
    }

    /// <summary>Breaks every open watch, as a restarting server or proxy does.</summary>
    public void Cut() => Proxy.Line.Cut();

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        await Proxy.DisposeAsync();
        await Api.DisposeAsync();
    }
}
