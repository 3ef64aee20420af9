using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>A server that forbids, lacks or cannot serve the list: the sync state, and the retries.</summary>
public sealed class ForbiddenListTests : TwoPods
{
    private const string AsStatus = "a Status";

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task Reflector_ListForbidden_ShowsTheServerMessageAndRetries()
    {
        var refuse = true;
        Api.Answer = async context =>
        {
            if (!refuse)
                return false;
            context.Response.StatusCode = 403;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Transcripts.Transcript.Text("viewer-list-nodes-403.json.body"));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var forbidden = await pods.SeeAsync(table => table.Sync is SyncState.Forbidden);
        Assert.Contains("cannot list resource", ((SyncState.Forbidden)forbidden.Sync).Message, StringComparison.Ordinal);
        refuse = false;
        await pods.SeeLiveAsync("a", "b");
    }

    [Fact]
    [Trait("Fault", "F06-error-status")]
    public async Task Reflector_ForbiddenAfterLive_EmptiesTheTable()
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        Api.Answer = context =>
        {
            return StatusResponse.AnswerAsync(context, 403);
        };
        await Api.CutAsync();
        Assert.Empty((await pods.SeeAsync(table => table.Sync is SyncState.Forbidden)).Items);
    }

    [Theory]
    [InlineData(AsStatus)]
    [InlineData("404 page not found\n")]
    [InlineData("""{ "paths": [ "/api", "/api/v1", "/apis", "/healthz", "/version" ] }""")]
    public async Task Reflector_KindNotFoundOnServer_IsNotServed(string body)
    {
        Api.Answer = async context =>
        {
            if (body == AsStatus)
                return await StatusResponse.AnswerAsync(context, 404);
            context.Response.StatusCode = 404;
            await context.Response.WriteAsync(body);
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
    [Trait("Fault", "F06-error-status")]
    public async Task Reflector_Status429Or500Or503Or401_ResumesWithoutRelist(int status)
    {
        await using var pods = new WatchedPods(Api);
        await pods.SeeLiveAsync("a", "b");
        var failing = true;
        Api.Answer = context =>
        {
            if (!failing)
                return Task.FromResult(false);
            context.Response.StatusCode = status;
            return Task.FromResult(true);
        };
        await Api.CutAsync();
        await pods.SeeAsync(table =>
            table.Sync is SyncState.Interrupted { Message: var reason } && reason.StartsWith($"{status} ", StringComparison.Ordinal)
        );
        failing = false;
        Api.Put("c");
        await pods.SeeLiveAsync("a", "b", "c");
        Assert.Equal(1, Api.Lists);
    }

    [Fact]
    [Trait("Fault", "F06-html-page")]
    public async Task Reflector_CaptivePortalPage_IsInterrupted()
    {
        Api.Answer = async context =>
        {
            context.Response.ContentType = "text/html";
            await context.Response.WriteAsync("<html>please sign in</html>");
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains("HTML page", ((SyncState.Interrupted)table.Sync).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("BadInput", "B06-endless-page")]
    public async Task Reflector_ListPageOver64MiB_IsRejectedAndRetriedWithLimit100()
    {
        var endless = true;
        var chunk = new byte[1024 * 1024];
        Api.Answer = async context =>
        {
            if (!endless || context.Request.QueryString.Value!.Contains("watch=true", StringComparison.Ordinal))
                return false;
            context.Response.ContentType = "application/vnd.kubernetes.protobuf";
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Equal("the answer is larger than 64 MiB", ((SyncState.Interrupted)table.Sync).Message);
        endless = false;
        await pods.SeeLiveAsync("a", "b");
        Assert.Contains(Api.Requests, request => request.EndsWith("?limit=100", StringComparison.Ordinal));
    }

    [Fact]
    [Trait("BadInput", "B06-continue-cycle")]
    public async Task Reflector_ContinueTokenRepeats_IsInterrupted()
    {
        Api.Answer = async context =>
        {
            if (context.Request.QueryString.Value!.Contains("watch=true", StringComparison.Ordinal))
                return false;
            context.Response.ContentType = "application/vnd.kubernetes.protobuf";
            await context.Response.Body.WriteAsync(Protobuf.List("7", "again", 1, []));
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.Contains(
            "goes on with objects that it has sent before",
            ((SyncState.Interrupted)table.Sync).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    [Trait("BadInput", "B06-endless-refusal")]
    public async Task Reflector_ErrorBodyWithoutEnd_IsReadToABound()
    {
        var chunk = "no such luck "u8.ToArray();
        Api.Answer = async context =>
        {
            context.Response.StatusCode = 503;
            while (!context.RequestAborted.IsCancellationRequested)
                await context.Response.Body.WriteAsync(chunk, context.RequestAborted);
            return true;
        };
        await using var pods = new WatchedPods(Api);
        var table = await pods.SeeAsync(table => table.Sync is SyncState.Interrupted);
        Assert.InRange(((SyncState.Interrupted)table.Sync).Message.Length, 100, 300_000);
    }
}
