using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Watching.Wire;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The loop against a server over real HTTP, with what servers and networks do to it.</summary>
public sealed class ReflectorTests : TwoPods
{
    [Fact]
    public async Task What_is_there_is_listed_and_what_comes_is_watched()
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
    public async Task The_first_page_is_there_before_the_last_and_is_marked_as_a_part()
    {
        for (var i = 0; i < 1_200; i++) Api.Put($"many-{i:0000}");
        var more = new TaskCompletionSource();
        Api.Answer = async context =>
        {
            if (context.Request.Query.ContainsKey("continue")) await more.Task;
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
    [Trait("Survives", "3 Watch closed each second")]
    public async Task A_cut_watch_goes_on_where_it_was_without_a_new_list()
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
    [Trait("Survives", "4 410 at the start of a watch")]
    public async Task A_pod_deleted_while_the_watch_was_expired_disappears_after_the_relist()
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
    [Trait("Survives", "4 410 while paging")]
    public async Task A_continue_token_that_expired_makes_one_whole_list_and_mixes_no_versions()
    {
        for (var i = 0; i < 600; i++) Api.Put($"many-{i:0000}");
        Api.Answer = context =>
        {
            if (!context.Request.Query.ContainsKey("continue")) return Task.FromResult(false);
            if (Api.Lists == 2) Api.Delete("many-0000");
            return Refusal.AnswerAsync(context, 410);
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Live);
        Assert.Equal(601, table.Count);
        Assert.Null(table.Find("default", "many-0000"));
        Assert.DoesNotContain("limit", Api.Requests.Where(request => !request.Contains("watch=true", StringComparison.Ordinal)).ElementAt(2));
    }

    [Fact]
    [Trait("Survives", "1 API server killed for 1 s, 30 s, 10 min")]
    public async Task A_server_that_dies_is_interrupted_from_its_first_failure_and_live_again_on_its_return()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        await Api.StopAsync();
        var first = (SyncState.Interrupted)(await pods.SeeAsync(table => table.Sync is SyncState.Interrupted)).Sync;
        await pods.SeeAsync(table => table.Sync is SyncState.Interrupted { Reason: var reason } && reason.Contains("refused", StringComparison.OrdinalIgnoreCase));
        Assert.Equal(first.Since, ((SyncState.Interrupted)pods.Store.Current.Pods.Sync).Since);
        Assert.Equal(["a", "b"], pods.Names);
        await Api.StartAsync();
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Survives", "5 Malformed events")]
    public async Task An_object_that_cannot_be_read_is_left_out_and_the_others_live()
    {
        Api.Spoil("aa");
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
    }

    [Fact]
    [Trait("Survives", "5 Malformed events")]
    public async Task An_unreadable_event_leads_to_a_new_list_that_has_the_truth()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.SendGarbage();
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(2, Api.Lists);
    }

    [Fact]
    [Trait("Survives", "5 Truncated events")]
    public async Task A_list_that_is_cut_short_is_an_error_and_never_shown()
    {
        var cut = true;
        Api.Answer = async context =>
        {
            if (!cut || context.Request.Query.ContainsKey("watch")) return false;
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
    public async Task The_same_name_with_another_uid_replaces_the_old_pod()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Delete("a");
        Api.Put("a", pod => pod.Metadata.Uid = "reborn");
        Assert.Equal(2, (await pods.SeeAsync(table => table.Find("default", "a")?.Uid == "reborn")).Count);
    }
}
