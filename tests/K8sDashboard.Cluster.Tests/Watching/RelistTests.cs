using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Faults;
using K8sDashboard.Cluster.Watching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>Relists: their allocations where little has changed, and memory shortage.</summary>
public sealed class RelistTests : TwoPods
{
    [Fact]
    public async Task Relist_ObjectUnchanged_KeepsTheSameInstance()
    {
        await using var pods = new WatchedPods(Api);
        var before = await pods.SeeLiveAsync("a", "b");
        await Api.StopAsync();
        Api.Put("b", pod => pod.Status.Phase = "Failed");
        Api.Put("c");
        Api.Compact();
        await Api.StartAsync();

        var after = await pods.SeeLiveAsync("a", "b", "c");
        Assert.Same(before.Find("default", "a"), after.Find("default", "a"));
        Assert.Equal(PodPhase.Failed, after.Find("default", "b")!.Phase);
        Assert.Equal(2, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F08-stale-read")]
    public async Task Relist_EqualVersionAfterRestoredBackup_ReplacesTheObject()
    {
        await using var faulty = await FaultyPods.StartAsync();
        faulty.Api.ChangeOthers(100);
        faulty.Api.Put("b", pod => pod.Status.Phase = "Failed");
        var lost = (await faulty.Pods.SeeAsync(table => table.Find("default", "b")?.Phase == PodPhase.Failed)).Find("default", "b")!;
        faulty.Api.Put("c");
        await faulty.Pods.SeeLiveAsync("a", "b", "c");

        // The same resourceVersion with other content.
        var number = int.Parse(lost.ResourceVersion, System.Globalization.CultureInfo.InvariantCulture);
        faulty.Api.Restore(to: number - 1);
        faulty.Api.Put("b", pod => pod.Status.Phase = "Succeeded");

        var found = (
            await faulty.Pods.SeeAsync(table => table.Sync is SyncState.Live && table.Find("default", "b")!.Phase != PodPhase.Failed)
        ).Find("default", "b")!;
        Assert.Equal((PodPhase.Succeeded, lost.ResourceVersion), (found.Phase, found.ResourceVersion));
    }

    [Fact]
    [Trait("Fault", "F13-smaller-pages")]
    public async Task Relist_OutOfMemory_IsReportedAndRetriedWithLimit100()
    {
        for (var pod = 0; pod < 300; pod++)
            Api.Put($"many-{pod:000}");
        var time = new FastTime();
        using var store = new ClusterStore(time);
        using var connection = new ClusterConnection(GuardedClient.Create(Api.AsServer), "test", "tester");
        var meter = new ReflectorMeter(new CollectorRegistry(), time);
        var served = PodResource.Definition.Versions[0];
        var read = 0;
        var kind = PodResource.Definition with { Versions = [served with { Map = Map }] };
        using var stop = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        var loop = new ReflectorGroup<Pod>(
            kind,
            new(
                store,
                new ResourceRequests(connection, ReflectorPolicy.Default, time),
                meter,
                ReflectorPolicy.Default,
                time,
                NullLogger.Instance
            )
        ).RunAsync([], [], null, stop.Token);

        var reported = false;
        await foreach (var snapshot in store.WatchAsync(stop.Token))
        {
            reported |= snapshot.Pods.Sync is SyncState.Interrupted { Message: "memory is short: what the server sent did not fit" };
            if (snapshot.Pods.Sync is SyncState.Live)
                break;
        }

        Assert.True(reported);
        Assert.Equal(302, store.Current.Pods.Count);
        Assert.Equal(
            ["?limit=500", "?limit=100"],
            Api.Requests.Where(request =>
                    request.Contains("?limit=", StringComparison.Ordinal) && !request.Contains("continue", StringComparison.Ordinal)
                )
                .Select(request => request[request.IndexOf('?', StringComparison.Ordinal)..])
        );
        Assert.NotNull(meter.Shortage.Since);
        await stop.CancelAsync();
        await Task.WhenAny(loop);

        // Above the maximum array length: the runtime throws the same exception as at the memory limit.
        Pod Map(ReadOnlyMemory<byte> bytes, Interner intern) =>
            Interlocked.Increment(ref read) == 150 ? served.Map(new byte[int.MaxValue], intern) : served.Map(bytes, intern);
    }
}
