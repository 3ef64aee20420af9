using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>A server that refuses, lacks or cannot give what the loop asks for: what the table says, and when it is asked again.</summary>
public sealed class RefusedListTests : TwoPods
{
    private const string AsStatus = "a Status";

    [Fact]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_refused_list_says_so_in_the_servers_words_and_is_asked_again()
    {
        var refuse = true;
        Api.Answer = async context =>
        {
            if (!refuse) return false;
            context.Response.StatusCode = 403;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Transcripts.Transcript.Text("viewer-list-nodes-403.json.body"));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var denied = await pods.SeeAsync(table => table.Sync is SyncState.Denied);
        Assert.Contains("cannot list resource", ((SyncState.Denied)denied.Sync).Reason, StringComparison.Ordinal);
        refuse = false;
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_right_that_is_taken_away_empties_the_table()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Answer = context =>
        {
            return Refusal.AnswerAsync(context, 403);
        };
        await Api.CutAsync();
        Assert.Empty((await pods.SeeAsync(table => table.Sync is SyncState.Denied)).Items);
    }

    [Theory]
    [InlineData(AsStatus)]
    [InlineData("404 page not found\n")]
    [InlineData("""{ "paths": [ "/api", "/api/v1", "/apis", "/healthz", "/version" ] }""")]
    public async Task A_kind_that_the_server_lacks_is_not_served(string words)
    {
        Api.Answer = async context =>
        {
            if (words == AsStatus) return await Refusal.AnswerAsync(context, 404);
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(words);
            return true;
        };
        await using var pods = new WatchedPods(Api);
        await pods.SeeAsync(table => table.Sync is SyncState.NotServed);
    }

    [Theory]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(503)]
    [InlineData(401)]
    [Trait("Survives", "6 429, 500, 503, 401, 403 on one kind")]
    public async Task A_server_in_trouble_is_asked_again_from_the_same_version(int status)
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        var failing = true;
        Api.Answer = context =>
        {
            if (!failing) return Task.FromResult(false);
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await Api.CutAsync();
        await pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Reason: var reason } && reason.StartsWith($"{status} ", StringComparison.Ordinal));
        failing = false;
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(1, Api.Lists);
    }

    [Fact]
    [Trait("Survives", "6 An HTML page in place of an answer")]
    public async Task A_page_of_a_captive_portal_is_not_a_cluster()
    {
        Api.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>please sign in</html>");
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains("HTML page", ((SyncState.Interrupted)table.Sync).Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("BadInput", "A list page without end")]
    public async Task List_page_without_end_is_bounded_and_asked_for_with_less()
    {
        var endless = true;
        var chunk = new byte[1024 * 1024];
        Api.Answer = async context =>
        {
            if (!endless || context.Request.QueryString.Value!.Contains("watch=true", StringComparison.Ordinal)) return false;
            context.Response.ContentType = "application/vnd.kubernetes.protobuf";
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Equal("the answer is larger than 64 MiB", ((SyncState.Interrupted)table.Sync).Reason);
        endless = false;
        await pods.SeeLiveAsync("a", "b");
        Assert.Contains(Api.Requests, request => request.EndsWith("?limit=100", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("BadInput", "A list whose pages lead back to themselves")]
    public async Task List_whose_continue_token_repeats_is_given_up()
    {
        Api.Answer = async context =>
        {
            if (context.Request.QueryString.Value!.Contains("watch=true", StringComparison.Ordinal)) return false;
            context.Response.ContentType = "application/vnd.kubernetes.protobuf";
            await context.Response.Body.WriteAsync(Protobuf.List("7", "again", 1, []));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains("goes on with objects that it has told before", ((SyncState.Interrupted)table.Sync).Reason, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("BadInput", "A refusal without end")]
    public async Task Refusal_without_end_is_read_to_its_bound()
    {
        var chunk = "no such luck "u8.ToArray();
        Api.Answer = async context =>
        {
            context.Response.StatusCode = 503;
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.InRange(((SyncState.Interrupted)table.Sync).Reason.Length, 100, 300_000);
    }
}
