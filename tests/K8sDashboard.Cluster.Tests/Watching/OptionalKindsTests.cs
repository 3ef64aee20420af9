using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Faults;
using K8sDashboard.Cluster.Watching;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>An optional kind under memory pressure.</summary>
public sealed class OptionalKindsTests : TwoPods
{
    private static readonly SyncState Shed = new SyncState.Shed("memory is short");

    private readonly OptionalKinds optional = new();

    [Fact]
    [Trait("Fault", "F13-optional-kinds-shed")]
    public async Task OptionalKinds_ShedThenRestored_EmptiesTheTableWithAReasonThenRelists()
    {
        await using var pods = new WatchedPods(Api, optional: optional);
        await pods.SeeLiveAsync("a", "b");
        optional.Shed("memory is short");
        Assert.Empty((await pods.SeeAsync(table => table.Sync == Shed)).Items);
        var asked = Api.Requests.Count;
        Api.Delete("a");
        Api.Put("c");
        Assert.Equal(asked, Api.Requests.Count);

        optional.Restore();

        await pods.SeeLiveAsync("b", "c");
        Api.Put("d");
        await pods.SeeLiveAsync("b", "c", "d");
    }

    [Fact]
    [Trait("Fault", "F13-optional-kinds-shed")]
    public async Task OptionalKinds_ShedDuringFirstList_IsShedBeforeTheAnswerAndListsOnRestore()
    {
        var hung = new TaskCompletionSource();
        Api.Answer = async context =>
        {
            await hung.Task.WaitAsync(context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
            return context.RequestAborted.IsCancellationRequested;
        };
        await using var pods = new WatchedPods(Api, optional: optional);
        await Wait.UntilAsync(() => Api.Requests.Count == 1, "the list");

        optional.Shed("memory is short");
        await pods.SeeAsync(table => table.Sync == Shed);
        hung.SetResult();
        optional.Restore();

        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F13-optional-kinds-shed")]
    public async Task OptionalKinds_ShedWhileClusterForbidden_RestoresTheFallbackNamespaces()
    {
        Api.Answer = context =>
        {
            if (context.Request.Path != "/api/v1/pods")
                return Task.FromResult(false);
            return StatusResponse.AnswerAsync(context, 403);
        };
        await using var pods = new WatchedPods(Api, fallback: ["team"], optional: optional);
        await pods.SeeLiveAsync("a", "b");
        for (var times = 0; times < 3; times++)
        {
            optional.Shed("memory is short");
            await pods.SeeAsync(table => table.Sync == Shed);
            optional.Restore();
            await pods.SeeLiveAsync("a", "b");
        }
    }
}
