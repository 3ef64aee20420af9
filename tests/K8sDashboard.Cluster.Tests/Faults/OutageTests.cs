using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Crashes of the server, and connections that die silently.</summary>
public sealed class OutageTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(30)]
    [InlineData(600)]
    [Trait("Fault", "F01-apiserver-killed")]
    public async Task Reflector_ServerDownFor1Or30Or600Seconds_KeepsRowsThenResumesWithoutRelist(int seconds)
    {
        await using var faulty = await FaultyPods.StartAsync(new FastTime(seconds > 60 ? 100 : 30));
        faulty.Proxy.Line.Refuse();
        await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        faulty.Api.Delete("a");
        faulty.Api.Put("c");
        await Task.Delay(TimeSpan.FromSeconds(seconds), faulty.Time);
        Assert.Equal(["a", "b"], faulty.Pods.Names);

        faulty.Proxy.Line.Accept();

        await faulty.Pods.SeeLiveAsync("b", "c");
        Assert.Equal(1, faulty.Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F01-apiserver-killed")]
    public async Task Reflector_ServerReturnsWith410_RelistsWithoutAnotherBackOff()
    {
        await using var faulty = await FaultyPods.StartAsync(new FastTime(4));
        faulty.Api.Put("c");
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
        using (faulty.Proxy.Rules.On(asked => asked.IsWatch && faulty.Api.Lists == 1, Fault.Answer.OfApiServer(410)))
        {
            faulty.Proxy.Line.Refuse();
            // By now the back-off exceeds 15 s.
            await Task.Delay(TimeSpan.FromMinutes(1), faulty.Time);
            faulty.Proxy.Line.Accept();
            await Wait.UntilAsync(() => faulty.Api.Lists == 2, "another list");
        }

        var asked = faulty.Proxy.Requests.ToList();
        var list = asked.FindLastIndex(request => request.IsList);
        Assert.True(asked[list - 1].IsWatch);
        Assert.InRange(asked[list].At - asked[list - 1].At, TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    [Trait("Fault", "F01-apiserver-killed")]
    public async Task Reflector_ProxyOpensAndEndsEveryWatch_KeepsTheStartOfTheOutage()
    {
        await using var faulty = await FaultyPods.StartAsync(new FastTime(10));
        using (faulty.Proxy.Rules.On(asked => asked.IsWatch, new Fault.EndAfter(TimeSpan.Zero)))
        {
            faulty.Cut();
            var outage = new SeenOutage((await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync, faulty.Time);
            await Wait.UntilAsync(() => faulty.Proxy.Requests.Count > 4, "more watches");
            outage.AssertKept(faulty.Pods.Store.Current.Pods.Sync);
        }

        await faulty.Pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F02-half-open-tcp")]
    public async Task Watch_HalfOpenHttp2Connection_IsInterruptedByPings()
    {
        await using var faulty = await FaultyPods.StartAsync(TimeProvider.System, tls: true);
        // Keep-alive pings take 20 s. Without them detection takes 105 s: 75 s idle timeout, and 30 s probe timeout.
        faulty.Pods.Patience = TimeSpan.FromSeconds(75);
        faulty.Proxy.Line.FallSilent();

        await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);

        faulty.Api.Put("c");
        faulty.Proxy.Line.Speak();
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Fault", "F02-half-open-tcp")]
    public async Task Watch_HalfOpenHttp1Connection_IsInterruptedWithinTwoMinutes()
    {
        // An idle timeout of 75 s and a probe timeout of 30 s leave 15 s, three hundred round trips.
        await using var faulty = await FaultyPods.StartAsync(new FastTime(10, haste: 0.005));
        faulty.Proxy.Line.FallSilent();
        var began = faulty.Time.GetTimestamp();

        await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Interrupted);

        Assert.InRange(faulty.Time.GetElapsedTime(began), TimeSpan.Zero, TimeSpan.FromMinutes(2));
        faulty.Proxy.Line.Speak();
        faulty.Api.Put("c");
        await faulty.Pods.SeeLiveAsync("a", "b", "c");
    }
}
