using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Watches: from a version, with initial events, with selectors, with bookmarks, and their end.</summary>
public sealed class WatchTests : IAsyncLifetime
{
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() =>
        cluster = await Simulated.StartAsync(options => options with { BookmarkInterval = TimeSpan.FromMilliseconds(50) });

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Watch_FromVersion_SendsPastThenNewEvents()
    {
        var first = cluster.Pod("a");
        cluster.Pod("b");
        using var watch = await cluster.WatchAsync($"/api/v1/pods?watch=true&resourceVersion={first.Metadata.ResourceVersion}");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        first.Status.Phase = "Failed";
        cluster.Store.UpdateStatus(first);
        Assert.Equal("MODIFIED a", await watch.NextNameAsync());
        cluster.Store.Delete<Pod>("shop", "b");
        Assert.Equal("DELETED b", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_WithoutVersion_StartsWithExistingObjects()
    {
        cluster.Pod("a");
        using var watch = await cluster.WatchAsync("/api/v1/pods?watch=1");
        Assert.Equal("ADDED a", await watch.NextNameAsync());
    }

    [Fact]
    public async Task Watch_SendInitialEvents_EndsListWithBookmark()
    {
        cluster.Pod("a");
        cluster.Pod("b");
        using var watch = await cluster.WatchAsync(
            "/api/v1/pods?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true"
        );
        Assert.Equal("ADDED a", await watch.NextNameAsync());
        Assert.Equal("ADDED b", await watch.NextNameAsync());
        var (type, bookmark) = (await watch.NextAsync())!.Value;
        Assert.Equal("BOOKMARK", type);
        Assert.Equal(
            $$$"""{"kind":"Pod","apiVersion":"v1","metadata":{"resourceVersion":"{{{cluster.Store.Version}}}","annotations":"""
                + """{"k8s.io/initial-events-end":"true"}},"spec":{"containers":null},"status":{}}""",
            bookmark.GetRawText()
        );
    }

    [Fact]
    public async Task Watch_WithoutEvents_SendsBookmarkWithCurrentVersion()
    {
        var from = cluster.Store.Version;
        using var watch = await cluster.WatchAsync($"/api/v1/pods?watch=1&allowWatchBookmarks=true&resourceVersion={from}");
        cluster.Web();
        var (type, bookmark) = (await watch.NextAsync())!.Value;
        while (bookmark.GetProperty("metadata").GetProperty("resourceVersion").GetString() != $"{from + 1}")
            (type, bookmark) = (await watch.NextAsync())!.Value;
        Assert.Equal("BOOKMARK", type);
    }

    [Fact]
    public async Task Watch_CompactedVersion_SendsRecorded410Error()
    {
        cluster.Pod("a");
        cluster.Server.Compact();
        using var watch = await cluster.WatchAsync("/api/v1/pods?watch=1&resourceVersion=1");
        Assert.Equal(200, (int)watch.Response.StatusCode);
        var (_, error) = (await watch.NextAsync())!.Value;
        var recorded = Transcript.Text("pods-watch-410.json.body").Replace("(482)", $"({cluster.Store.Version})", StringComparison.Ordinal);
        Assert.Equal(recorded.Trim(), $$$"""{"type":"ERROR","object":{{{error.GetRawText()}}}}""");
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_ObjectEntersAndLeavesSelector_IsAddedThenDeleted()
    {
        var pod = cluster.Pod("web-1", shape: one => one.Metadata.Labels["track"] = "stable");
        using var watch = await cluster.WatchAsync(
            $"/api/v1/namespaces/shop/pods?watch=1&labelSelector=track%3Dcanary&resourceVersion={cluster.Store.Version}"
        );
        cluster.Pod("other", "payments", one => one.Metadata.Labels["track"] = "canary");
        pod.Metadata.Labels["track"] = "canary";
        pod = cluster.Store.Update(pod);
        Assert.Equal("ADDED web-1", await watch.NextNameAsync());
        pod.Metadata.Labels["track"] = "stable";
        cluster.Store.Update(pod);
        var (type, gone) = (await watch.NextAsync())!.Value;
        Assert.Equal("DELETED", type);
        Assert.Equal("canary", gone.GetProperty("metadata").GetProperty("labels").GetProperty("track").GetString());
        Assert.Equal($"{cluster.Store.Version}", gone.GetProperty("metadata").GetProperty("resourceVersion").GetString());
    }

    [Fact]
    public async Task Watch_TimeoutSecondsElapsed_Ends()
    {
        using var watch = await cluster.WatchAsync($"/api/v1/pods?watch=1&timeoutSeconds=1&resourceVersion={cluster.Store.Version}");
        Assert.Null(await watch.NextAsync());
    }

    [Fact]
    public async Task Watch_NameFieldSelector_SendsOnlyThatObject()
    {
        using var watch = await cluster.WatchAsync(
            $"/api/v1/namespaces/shop/pods?watch=1&fieldSelector=metadata.name%3Db&resourceVersion={cluster.Store.Version}"
        );
        cluster.Pod("a");
        cluster.Pod("b");
        Assert.Equal("ADDED b", await watch.NextNameAsync());
    }
}
