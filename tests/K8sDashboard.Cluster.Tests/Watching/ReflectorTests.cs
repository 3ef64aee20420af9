using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Wire;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The loop against a server over real HTTP, with faults of servers and networks.</summary>
public sealed class ReflectorTests : TwoPods
{
    [Fact]
    public async Task Reflector_PodsAddedChangedAndDeleted_AreShownAfterOneList()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Api.Put("c", pod => pod.Status.Phase = "Failed");
        await pods.SeeAsync(table => table.Find("default", "c")?.Phase == PodPhase.Failed);
        Api.Delete("a");
        await pods.SeeLiveAsync("b", "c");
        Assert.Equal(1, Api.Lists);
    }

    [Fact]
    public async Task Reflector_FirstPageOfThree_IsPublishedAsSyncingWithTheExpectedCount()
    {
        for (var i = 0; i < 1_200; i++)
            Api.Put($"many-{i:0000}");
        var more = new TaskCompletionSource();
        Api.Answer = async context =>
        {
            if (context.Request.Query.ContainsKey("continue"))
                await more.Task;
            return false;
        };
        await using var pods = new WatchedPods(Api);
        var first = await pods.SeeAsync(table => table.Count > 0);
        Assert.Equal(new SyncState.Syncing(500, 1_202), first.Sync);
        more.SetResult();
        Assert.Equal(1_202, (await pods.SeeAsync(table => table.Sync is SyncState.Live)).Count);
        Assert.Equal(3, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F03-watch-closed")]
    public async Task Reflector_WatchCutFiveTimes_ResumesWithoutListing()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        for (var i = 0; i < 5; i++)
        {
            await Api.CutAsync();
            Api.Put($"c{i}");
            await pods.SeeAsync(table => table.Find("default", $"c{i}") is not null);
        }

        Assert.Equal(1, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F04-410-watch-start")]
    public async Task Reflector_PodDeletedWhileVersionExpired_DisappearsAfterRelist()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        await Api.StopAsync();
        Api.Delete("a");
        Api.Put("c");
        Api.Compact();
        await Api.StartAsync();
        await pods.SeeLiveAsync("b", "c");
        Assert.Equal(2, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F04-410-paging")]
    public async Task Reflector_ContinueTokenExpired_ListsWithoutLimitAndMixesNoVersions()
    {
        for (var i = 0; i < 600; i++)
            Api.Put($"many-{i:0000}");
        Api.Answer = context =>
        {
            if (!context.Request.Query.ContainsKey("continue"))
                return Task.FromResult(false);
            if (Api.Lists == 2)
                Api.Delete("many-0000");
            return StatusResponse.AnswerAsync(context, 410);
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Live);
        Assert.Equal(601, table.Count);
        Assert.Null(table.Find("default", "many-0000"));
        Assert.DoesNotContain(
            "limit",
            Api.Requests.Where(request => !request.Contains("watch=true", StringComparison.Ordinal)).ElementAt(2)
        );
    }

    [Fact]
    [Trait("Fault", "F01-apiserver-killed")]
    public async Task Reflector_ServerStopsAndReturns_IsInterruptedSinceTheFirstFailureThenLive()
    {
        var time = new FastTime();
        await using var pods = new WatchedPods(Api.AsServer, time);
        await pods.SeeLiveAsync("a", "b");
        await Api.StopAsync();
        var outage = new SeenOutage((await pods.SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync, time);
        await pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Message: var reason } && reason.Contains("refused", StringComparison.OrdinalIgnoreCase)
        );
        outage.AssertKept(pods.Store.Current.Pods.Sync);
        Assert.Equal(["a", "b"], pods.Names);
        await Api.StartAsync();
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F05-malformed")]
    public async Task Reflector_UnreadableObjectInList_IsOmittedAndOthersAreWatched()
    {
        Api.Spoil("aa");
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Fault", "F05-malformed")]
    public async Task Reflector_UnreadableEvent_RelistsOnce()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.SendGarbage();
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(2, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F05-truncated")]
    public async Task Reflector_ListTruncated_ListsOnceMore()
    {
        var cut = true;
        Api.Answer = async context =>
        {
            if (!cut || context.Request.Query.ContainsKey("watch"))
                return false;
            cut = false;
            context.Response.ContentType = Envelope.MediaType;
            await context.Response.Body.WriteAsync(Transcripts.Transcript.Bytes("pods.pb.body").AsMemory(0, 9_000));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Assert.Equal(2, Api.Lists);
    }

    [Fact]
    public async Task Reflector_SameNameWithOtherUid_ReplacesThePod()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Delete("a");
        Api.Put("a", pod => pod.Metadata.Uid = "reborn");
        Assert.Equal(2, (await pods.SeeAsync(table => table.Find("default", "a")?.Uid == "reborn")).Count);
    }
}
