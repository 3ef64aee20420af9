using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Wire;
using Microsoft.AspNetCore.Http;
using Pod = K8sDashboard.Cluster.Wire.Pod;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>Streaming lists (WatchList) from servers that support, reject, or break them.</summary>
public sealed class StreamedListTests() : TwoPods(streamsLists: true)
{
    private int Streams => Api.Requests.Count(request => request.Contains("sendInitialEvents=true", StringComparison.Ordinal));

    [Fact]
    public async Task WatchList_PodsAddedAndDeleted_AreShownWithOneStreamAndNoList()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Put("c");
        Api.Delete("a");
        await pods.SeeLiveAsync("b", "c");

        Assert.Equal((1, 0), (Streams, Api.Lists));
    }

    [Fact]
    public async Task WatchList_FirstObjects_ArePublishedBeforeTheLastWithoutAnExpectedCount()
    {
        var more = new TaskCompletionSource();
        Api.Answer = async context =>
        {
            if (!IsStream(context))
                return false;
            context.Response.ContentType = Envelope.MediaType + ";stream=watch";
            for (var i = 0; i < 700; i++)
                await context.Response.Body.WriteAsync(Protobuf.Frame("ADDED", Bytes($"many-{i:000}")));
            await context.Response.Body.FlushAsync();
            await more.Task.WaitAsync(context.RequestAborted);
            await context.Response.Body.WriteAsync(Bookmark("10"));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var first = await pods.SeeAsync(table => table.Count > 0);
        Assert.Null(Assert.IsType<SyncState.Syncing>(first.Sync).Expected);
        Assert.InRange(first.Count, 1, 700);
        more.SetResult();
        Assert.Equal(702, (await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Count > 701)).Count);
    }

    [Fact]
    public async Task WatchList_NotSupportedByServer_ListsInPagesAndIsSeldomRetried()
    {
        await using var old = new PodApi();
        await old.StartAsync();
        old.Put("a");
        await using var pods = new WatchedPods(old);
        await pods.SeeLiveAsync("a");
        for (var times = 0; times < 6; times++)
        {
            old.Compact();
            await old.CutAsync();
            old.Put($"b{times}");
            old.Compact();
            await pods.SeeAsync(table => table.Find("default", $"b{times}") is not null && table.Sync is SyncState.Live);
        }

        Assert.InRange(old.Requests.Count(request => request.Contains("sendInitialEvents", StringComparison.Ordinal)), 1, 3);
    }

    [Theory]
    [InlineData("ends before its end is marked")]
    [InlineData("breaks within an object")]
    [InlineData("breaks the connection")]
    [InlineData("falls silent and never marks the end")]
    [InlineData("tells of changes and never marks the end")]
    [InlineData("is an error in the middle")]
    [InlineData("is a page of a proxy")]
    [Trait("Fault", "F05-truncated")]
    public async Task WatchList_StreamFailsMidway_ListsInPagesAndDiscardsStreamedObjects(string how)
    {
        var changes = 0;
        Api.Answer = async context =>
        {
            if (!IsStream(context))
                return false;
            context.Response.ContentType = how.Contains("proxy", StringComparison.Ordinal)
                ? "text/html"
                : Envelope.MediaType + ";stream=watch";
            var ghost = Protobuf.Frame("ADDED", Bytes("ghost"));
            for (var i = 0; i < 600; i++)
                await context.Response.Body.WriteAsync(ghost);
            await context.Response.Body.FlushAsync();
            if (how.Contains("within", StringComparison.Ordinal))
                await context.Response.Body.WriteAsync(ghost.AsMemory(0, 20));
            if (how.Contains("connection", StringComparison.Ordinal))
                context.Abort();
            if (how.Contains("silent", StringComparison.Ordinal))
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                    .ContinueWith(_ => { }, TaskScheduler.Default);
            for (; how.Contains("changes", StringComparison.Ordinal) && !context.RequestAborted.IsCancellationRequested; changes++)
            {
                await context.Response.Body.WriteAsync(Protobuf.Frame("MODIFIED", Bytes("ghost")));
                await context.Response.Body.FlushAsync();
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
            }

            if (how.Contains("error", StringComparison.Ordinal))
                await context.Response.Body.WriteAsync(Protobuf.Frame("ERROR", []));
            return true;
        };
        await using var pods = new WatchedPods(Api);

        await pods.SeeLiveAsync("a", "b");

        Assert.Equal(1, Api.Lists);
        // The idle timeout of 15 s in hundredths, far below the stream timeout of ten minutes.
        Assert.InRange(changes, 0, 150);
    }

    [Fact]
    [Trait("BadInput", "B05-unreadable-in-list")]
    public async Task WatchList_UnreadableObject_IsCountedAndOthersAreShown()
    {
        Api.Spoil("aa");
        await using var pods = new WatchedPods(Api);

        Assert.Equal(new SyncState.Live { Unreadable = 1 }, (await pods.SeeLiveAsync("a", "b")).Sync);
        Assert.Equal((1, 0), (Streams, Api.Lists));
    }

    [Fact]
    [Trait("Fault", "F04-410-watch-start")]
    public async Task WatchList_ResourceVersionTooOld_StreamsAgainAndDropsDeletedObjects()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        await Api.StopAsync();
        Api.Delete("a");
        Api.Put("c");
        Api.Compact();
        await Api.StartAsync();

        await pods.SeeLiveAsync("b", "c");
        Assert.Equal((2, 0), (Streams, Api.Lists));
    }

    [Fact]
    public async Task WatchList_ListAllowedButWatchForbidden_ShowsForbidden()
    {
        Api.Answer = context =>
        {
            if (!context.Request.Query.ContainsKey("watch"))
                return Task.FromResult(false);
            return StatusResponse.AnswerAsync(context, 403);
        };
        await using var pods = new WatchedPods(Api);
        await pods.SeeAsync(table => table.Sync is SyncState.Forbidden);
    }

    [Fact]
    public async Task WatchList_RecordedStreamOfRealServer_IsLiveWithObjects()
    {
        Api.Answer = async context =>
        {
            if (!IsStream(context))
                return false;
            context.Response.ContentType = Envelope.MediaType + ";stream=watch";
            await context.Response.Body.WriteAsync(Transcripts.Transcript.Bytes("pods-watchlist.pb.body"));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Live);

        Assert.NotEmpty(table.Items);
        Assert.Equal(new SyncState.Live(), table.Sync);
    }

    private static bool IsStream(HttpContext context) => context.Request.Query.ContainsKey("sendInitialEvents");

    private static byte[] Bookmark(string version) =>
        Protobuf.Frame(
            "BOOKMARK",
            Google.Protobuf.MessageExtensions.ToByteArray(
                new Pod
                {
                    Metadata = new() { ResourceVersion = version, Annotations = { ["k8s.io/initial-events-end"] = "true" } },
                }
            )
        );

    private static byte[] Bytes(string name) =>
        Google.Protobuf.MessageExtensions.ToByteArray(
            new Pod
            {
                Metadata = new()
                {
                    Name = name,
                    Namespace = "default",
                    Uid = name,
                    ResourceVersion = "5",
                },
                Spec = new(),
                Status = new() { Phase = "Running" },
            }
        );
}
