using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Faults;
using K8sDashboard.Cluster.Watching;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The cluster-wide list is forbidden and a namespace is configured: which one is watched, and when that changes.</summary>
public sealed class ForbiddenClusterTests : TwoPods
{
    [Fact]
    public async Task Reflector_ClusterForbidden_FollowsTheFallbackNamespace()
    {
        RefuseCluster(() => true);
        await using var pods = new WatchedPods(Api, fallback: ["team"]);
        await pods.SeeLiveAsync("a", "b");
        Assert.Contains(Api.Requests, request => request.StartsWith("/api/v1/namespaces/team/pods", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task Reflector_ClusterPermittedAfterFallback_FollowsTheWholeCluster()
    {
        var refuse = true;
        Api.Put("team", "c");
        RefuseCluster(() => refuse);
        await using var pods = new WatchedPods(Api, fallback: ["team"]);
        await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["team"]);

        refuse = false;

        await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.IsWhole);
        await pods.SeeTruthAsync(Api);
        Api.Put("d");
        await pods.SeeTruthAsync(Api);
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task ForbiddenGracePeriod_ClusterForbiddenBriefly_ReturnsToTheWholeClusterWithoutFallback()
    {
        var refuse = false;
        RefuseCluster(() => refuse);
        await using var pods = new WatchedPods(Api, fallback: ["default"]);
        await SeeWatchedAsync(pods);

        refuse = true;
        await Api.CutAsync();
        await pods.SeeAsync(table => table.Sync is SyncState.Forbidden);
        refuse = false;

        Assert.True((await pods.SeeTruthAsync(Api)).Sync.Reach.IsWhole);
        Assert.DoesNotContain(Api.Requests, request => request.Contains("/namespaces/", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task ForbiddenGracePeriod_ClusterForbiddenForMinutes_FallsBackToNamespace()
    {
        var refuse = false;
        RefuseCluster(() => refuse);
        await using var pods = new WatchedPods(Api, fallback: ["default"]);
        await SeeWatchedAsync(pods);

        refuse = true;
        await Api.CutAsync();

        await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["default"]);
    }

    [Fact]
    public async Task Reflector_ClusterListAllowedButWatchForbidden_FallsBackToNamespaceAndStays()
    {
        Api.Answer = async context =>
            context.Request.Path == "/api/v1/pods"
            && context.Request.Query.ContainsKey("watch")
            && await StatusResponse.AnswerAsync(context, 403);
        await using var pods = new WatchedPods(Api, fallback: ["default"]);
        await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["default"]);

        var asked = Questions;
        // Rechecked each minute.
        await Wait.UntilAsync(() => Questions >= asked + 3, "three questions");

        Assert.Equal(["default"], pods.Store.Current.Pods.Sync.Reach.Namespaces);
        Assert.Equal(1, Api.Requests.Count(request => request.StartsWith("/api/v1/pods?limit=500", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "F06-gateway-status")]
    public async Task Reflector_ProbeNotFoundAfterFallback_StaysInTheNamespace(bool gateway)
    {
        Api.Answer = async context =>
        {
            if (context.Request.Path != "/api/v1/pods")
                return false;
            if (Questions == 0)
                return await StatusResponse.AnswerAsync(context, 403);
            return gateway ? await StatusResponse.AnswerNoSuchPathAsync(context) : await StatusResponse.AnswerAsync(context, 404);
        };
        await using var pods = new WatchedPods(Api, fallback: ["default"]);
        await Wait.UntilAsync(() => Questions >= 3, "three questions");
        await pods.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["default"]);
    }

    [Fact]
    public async Task Reflector_OnlyOlderApiVersionServed_FollowsTheWholeClusterOncePermitted()
    {
        await using var older = new PodApi { ServesOtherKinds = true };
        await older.StartAsync();
        var refuse = true;
        older.Answer = async context =>
        {
            if (context.Request.Path.StartsWithSegments("/apis", StringComparison.Ordinal))
                return await StatusResponse.AnswerNoSuchPathAsync(context);
            return refuse && context.Request.Path == "/api/v1/endpoints" && await StatusResponse.AnswerAsync(context, 403);
        };
        await using var slices = new WatchedKind<EndpointSlice>(
            EndpointSliceResource.Definition,
            snapshot => snapshot.EndpointSlices,
            older.AsServer,
            new FastTime(),
            fallback: ["team"]
        );
        await slices.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.Namespaces is ["team"]);
        await Wait.UntilAsync(() => older.Requests.Count(request => request == "/api/v1/endpoints?limit=1") >= 3, "three questions");
        Assert.Equal(["team"], slices.Table.Sync.Reach.Namespaces);

        refuse = false;
        await slices.SeeAsync(table => table.Sync is SyncState.Live && table.Sync.Reach.IsWhole);
    }

    private void RefuseCluster(Func<bool> when) =>
        Api.Answer = async context => when() && context.Request.Path == "/api/v1/pods" && await StatusResponse.AnswerAsync(context, 403);

    /// <summary>A permitted list alone is not enough: waits for a watch event.</summary>
    private async Task SeeWatchedAsync(WatchedPods pods)
    {
        await pods.SeeLiveAsync("a", "b");
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
    }

    private int Questions => Api.Requests.Count(request => request == "/api/v1/pods?limit=1");
}
