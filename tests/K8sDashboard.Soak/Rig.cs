using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;

namespace K8sDashboard.Soak;

/// <summary>A fake API server, the fault proxy and the product's reflector, on the real clock and over TLS.</summary>
internal sealed class Rig : IAsyncDisposable
{
    /// <summary>Twice the maximum back-off after the maximum idle time.</summary>
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(4);

    private Rig(PodApi api, FaultProxy proxy)
    {
        (Api, Proxy) = (api, proxy);
        Pods = new WatchedPods(new ConnectionSettings { Server = proxy.Address, Authorities = [FaultProxy.Authority] }, TimeProvider.System)
        {
            Patience = Timeout,
        };
    }

    public PodApi Api { get; }

    public FaultProxy Proxy { get; }

    public WatchedPods Pods { get; }

    /// <param name="passed">Called with the server's responses.</param>
    /// <param name="streams">Whether it supports streaming lists.</param>
    public static async Task<Rig> StartAsync(Action<Asked, byte[]>? passed = null, bool streams = false)
    {
        var api = new PodApi { StreamsLists = streams };
        await api.StartAsync();
        api.Put("a");
        api.Put("b");
        var proxy = await FaultProxy.StartAsync(new(new Uri($"http://127.0.0.1:{api.Port}")));
        proxy.Passed = passed;
        var rig = new Rig(api, proxy);
        await rig.Pods.SeeLiveAsync("a", "b");
        return rig;
    }

    /// <summary>The difference between store and server after a time to converge; "0" for none.</summary>
    public async Task<string> DriftAsync()
    {
        try
        {
            await Pods.SeeTruthAsync(Api);
            return "0";
        }
        catch (Xunit.Sdk.XunitException drift)
        {
            return drift.Message;
        }
    }

    /// <summary>Drops recorded requests, which would accumulate over hours in this test only.</summary>
    public void Forget()
    {
        Api.Requests.Clear();
        Proxy.Requests.Clear();
    }

    public async ValueTask DisposeAsync()
    {
        await Pods.DisposeAsync();
        await Proxy.DisposeAsync();
        await Api.DisposeAsync();
    }
}
