using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching.Wire;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The loop against a server over real HTTP, with what servers and networks do to it.</summary>
public sealed class ListWatchTests : IAsyncLifetime
{
    private readonly PodApi api = new();

    public async ValueTask InitializeAsync()
    {
        await api.StartAsync();
        api.Put("a");
        api.Put("b");
    }

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task What_is_there_is_listed_and_what_comes_is_watched()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        api.Put("c", pod => pod.Status.Phase = "Failed");
        await pods.SeeAsync(table => table.Find("default", "c")?.Phase == PodPhase.Failed);
        api.Delete("a");
        await pods.SeeLiveAsync("b", "c");
        Assert.Equal(1, api.Lists);
    }

    [Fact]
    public async Task The_first_page_is_there_before_the_last_and_is_marked_as_a_part()
    {
        for (var i = 0; i < 1_200; i++) api.Put($"many-{i:0000}");
        var more = new TaskCompletionSource();
        api.Answer = async context =>
        {
            if (context.Request.Query.ContainsKey("continue")) await more.Task;
            return false;
        };
        await using var pods = new WatchedPods(api);
        var first = await pods.SeeAsync(table => table.Count > 0);
        Assert.Equal(new SyncState.Syncing(500, 1_202), first.Sync);
        more.SetResult();
        Assert.Equal(1_202, (await pods.SeeAsync(table => table.Sync is SyncState.Live)).Count);
        Assert.Equal(3, api.Lists);
    }

    [Fact]
    [Trait("Survives", "3 Watch closed each second")]
    public async Task A_cut_watch_goes_on_where_it_was_without_a_new_list()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        for (var i = 0; i < 5; i++)
        {
            await api.CutAsync();
            api.Put($"c{i}");
            await pods.SeeAsync(table => table.Find("default", $"c{i}") is not null);
        }

        Assert.Equal(1, api.Lists);
    }

    [Fact]
    [Trait("Survives", "4 410 at the start of a watch")]
    public async Task A_pod_deleted_while_the_watch_was_expired_disappears_after_the_relist()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        await api.StopAsync();
        api.Delete("a");
        api.Put("c");
        api.Compact();
        await api.StartAsync();
        await pods.SeeLiveAsync("b", "c");
        Assert.Equal(2, api.Lists);
    }

    [Fact]
    [Trait("Survives", "4 410 while paging")]
    public async Task A_continue_token_that_expired_makes_one_whole_list_and_mixes_no_versions()
    {
        for (var i = 0; i < 600; i++) api.Put($"many-{i:0000}");
        api.Answer = context =>
        {
            if (!context.Request.Query.ContainsKey("continue")) return Task.FromResult(false);
            if (api.Requests.Count == 2) api.Delete("many-0000");
            context.Response.StatusCode = 410;
            return Task.FromResult(true);
        };
        await using var pods = new WatchedPods(api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Live);
        Assert.Equal(601, table.Count);
        Assert.Null(table.Find("default", "many-0000"));
        Assert.DoesNotContain("limit", api.Requests.ElementAt(2));
    }

    [Fact]
    [Trait("Survives", "1 API server killed for 1 s, 30 s, 10 min")]
    public async Task A_server_that_dies_is_interrupted_from_its_first_failure_and_live_again_on_its_return()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        await api.StopAsync();
        var first = (SyncState.Interrupted)(await pods.SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync;
        await pods.SeeAsync(table => table.Sync is SyncState.Interrupted { Reason: var reason } && reason.Contains("refused", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(first.Since, ((SyncState.Interrupted)pods.Store.Current.Pods.Sync).Since);
        Assert.Equal(["a", "b"], pods.Names);
        await api.StartAsync();
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_refused_list_says_so_in_the_servers_words_and_is_asked_again()
    {
        var refuse = true;
        api.Answer = async context =>
        {
            if (!refuse) return false;
            context.Response.StatusCode = 403;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Transcripts.Transcript.Text("viewer-list-nodes-403.json.body"));
            return true;
        };
        await using var pods = new WatchedPods(api);
        var denied = await pods.SeeAsync(table => table.Sync is SyncState.Denied);
        Assert.Contains("cannot list resource", ((SyncState.Denied)denied.Sync).Reason, StringComparison.Ordinal);
        refuse = false;
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_right_that_is_taken_away_empties_the_table()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        api.Answer = context =>
        {
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        await api.CutAsync();
        Assert.Empty((await pods.SeeAsync(table => table.Sync is SyncState.Denied)).Items);
    }

    [Fact]
    public async Task Where_the_whole_cluster_is_refused_the_named_namespace_is_followed()
    {
        api.Answer = context =>
        {
            if (context.Request.Path != "/api/v1/pods") return Task.FromResult(false);
            context.Response.StatusCode = 403;
            return Task.FromResult(true);
        };
        await using var pods = new WatchedPods(api, fallback: ["team"]);
        await pods.SeeLiveAsync("a", "b");
        Assert.Contains(api.Requests, request => request.StartsWith("/api/v1/namespaces/team/pods", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_kind_that_the_server_lacks_is_not_served()
    {
        api.Answer = context =>
        {
            context.Response.StatusCode = 404;
            return Task.FromResult(true);
        };
        await using var pods = new WatchedPods(api);
        await pods.SeeAsync(table => table.Sync is SyncState.NotServed);
    }

    [Fact]
    [Trait("Survives", "5 Malformed events")]
    public async Task An_object_that_cannot_be_read_is_left_out_and_the_others_live()
    {
        api.Spoil("aa");
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Survives", "5 Malformed events")]
    public async Task An_unreadable_event_leads_to_a_new_list_that_has_the_truth()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        api.SendGarbage();
        api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(2, api.Lists);
    }

    [Fact]
    [Trait("Survives", "5 Truncated events")]
    public async Task A_list_that_is_cut_short_is_an_error_and_never_shown()
    {
        var cut = true;
        api.Answer = async context =>
        {
            if (!cut || context.Request.Query.ContainsKey("watch")) return false;
            cut = false;
            context.Response.ContentType = Envelope.MediaType;
            await context.Response.Body.WriteAsync(Transcripts.Transcript.Bytes("pods.pb.body").AsMemory(0, 9_000));
            return true;
        };
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        Assert.Equal(2, api.Lists);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_server_in_trouble_is_asked_again_from_the_same_version(int status)
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        var failing = true;
        api.Answer = context =>
        {
            if (!failing) return Task.FromResult(false);
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await api.CutAsync();
        await pods.SeeAsync(table => table.Sync is SyncState.Interrupted { Reason: var reason } && reason.StartsWith($"{status} ", StringComparison.Ordinal));
        failing = false;
        api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(1, api.Lists);
    }

    [Fact]
    [Trait("Survives", "6 An HTML page in place of an answer")]
    public async Task A_page_of_a_captive_portal_is_not_a_cluster()
    {
        api.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>please sign in</html>");
            return true;
        };
        await using var pods = new WatchedPods(api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains("text/html", ((SyncState.Interrupted)table.Sync).Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_name_with_another_uid_replaces_the_old_pod()
    {
        await using var pods = new WatchedPods(api);
        await pods.SeeLiveAsync("a", "b");
        api.Delete("a");
        api.Put("a", pod => pod.Metadata.Uid = "reborn");
        Assert.Equal(2, (await pods.SeeAsync(table => table.Find("default", "a")?.Uid == "reborn")).Count);
    }
}
