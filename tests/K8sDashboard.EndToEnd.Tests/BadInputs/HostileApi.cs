using System.Net;
using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>An API server and a Prometheus over HTTP with hostile content in every free text, errors included.</summary>
internal sealed class HostileApi : IAsyncDisposable
{
    private const string ProtobufType = "application/vnd.kubernetes.protobuf";

    private readonly IReadOnlyList<string> texts;
    private readonly HostileObjects objects;
    private readonly HostileManifests manifests;
    private readonly WebApplication app;
    private readonly CancellationTokenSource stop = new();
    private int asked;

    private HostileApi(IReadOnlyList<string> texts, string secret)
    {
        (this.texts, objects, manifests) = (texts, new(texts), new(texts, secret));
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        app = builder.Build();
        app.Run(HandleAsync);
    }

    public string Address => app.Urls.Single();

    /// <param name="texts">The hostile texts.</param>
    /// <param name="secret">The value of an annotation that must never be shown.</param>
    public static async Task<HostileApi> StartAsync(IReadOnlyList<string> texts, string secret)
    {
        var api = new HostileApi(texts, secret);
        await api.app.StartAsync();
        return api;
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await app.DisposeAsync();
        stop.Dispose();
    }

    private async Task HandleAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!;
        var plural = path.Split('/')[^1];
        if (path.StartsWith("/prometheus/", StringComparison.Ordinal))
            await JsonAsync(context, 200, Prometheus(path));
        else if (context.Request.Query.ContainsKey("sendInitialEvents"))
            await JsonAsync(context, 422, Refusal(422));
        else if (context.Request.Query.ContainsKey("watch"))
            await WatchAsync(context);
        else if (context.Request.Method != "GET")
            await JsonAsync(context, 422, Refusal(422));
        else if (context.Request.Headers.Accept.ToString().Contains(ProtobufType, StringComparison.Ordinal))
            await ListAsync(context, plural);
        else if (plural == "replicasets")
            await JsonAsync(
                context,
                200,
                new JsonObject { ["items"] = new JsonArray(manifests.Of("ReplicaSet", "web-1"), manifests.Of("ReplicaSet", "web-22")) }
            );
        else if (plural == "p-000")
            await JsonAsync(context, 403, Refusal(403));
        else if (plural == "p-001")
            await JsonAsync(context, 500, Refusal(500));
        else if (path.Contains("/pods/", StringComparison.Ordinal))
            await JsonAsync(context, 200, manifests.Of("Pod", plural));
        else
            await JsonAsync(context, 200, manifests.Of("Deployment", "web"));
    }

    private async Task ListAsync(HttpContext context, string plural)
    {
        context.Response.ContentType = ProtobufType;
        if (objects.Lists.TryGetValue(plural, out var items))
        {
            await context.Response.Body.WriteAsync(Protobuf.List("10", "", 0, items));
            return;
        }

        // ReplicaSets are forbidden, with a hostile message.
        context.Response.StatusCode = 403;
        await context.Response.Body.WriteAsync(
            Protobuf.Wrap(
                new Status
                {
                    Code = 403,
                    Reason = "Forbidden",
                    Message = string.Join(" ¦ ", texts),
                }.ToByteArray()
            )
        );
    }

    private async Task WatchAsync(HttpContext context)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop.Token, context.RequestAborted);
        context.Response.ContentType = ProtobufType + ";stream=watch";
        await context.Response.Body.FlushAsync();
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, ended.Token).ContinueWith(_ => { }, TaskScheduler.Default);
    }

    /// <summary>Each query returns the next twelve texts as series, so that all of them are rendered in turn.</summary>
    private JsonObject Prometheus(string path)
    {
        if (path.EndsWith("/targets", StringComparison.Ordinal))
            return Success(new JsonObject { ["activeTargets"] = new JsonArray() });
        if (path.EndsWith("/query", StringComparison.Ordinal))
        {
            var node = new JsonObject
            {
                ["__name__"] = "node_uname_info",
                ["job"] = "node",
                ["instance"] = texts[0],
                ["node"] = "node-1",
            };
            return Success(
                new JsonObject
                {
                    ["resultType"] = "vector",
                    ["result"] = new JsonArray(new JsonObject { ["metric"] = node, ["value"] = new JsonArray(1, "1") }),
                }
            );
        }

        var now = TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
        var from = Interlocked.Add(ref asked, 12) - 12;
        var lines = Enumerable
            .Range(from, 12)
            .Select(i => texts[i % texts.Count])
            .Select(text =>
                (JsonNode)
                    new JsonObject
                    {
                        ["metric"] = new JsonObject
                        {
                            ["pod"] = text,
                            ["container"] = text,
                            ["device"] = text,
                            ["mountpoint"] = text,
                            ["mode"] = text,
                        },
                        ["values"] = new JsonArray(
                            Enumerable.Range(0, 60).Select(i => (JsonNode)new JsonArray(now - (i * 60), "1")).ToArray()
                        ),
                    }
            );
        var answer = Success(new JsonObject { ["resultType"] = "matrix", ["result"] = new JsonArray([.. lines]) });
        answer["warnings"] = new JsonArray(string.Join(" ¦ ", texts));
        return answer;
    }

    private static JsonObject Success(JsonObject data) => new() { ["status"] = "success", ["data"] = data };

    private JsonObject Refusal(int code) =>
        new()
        {
            ["kind"] = "Status",
            ["status"] = "Failure",
            ["code"] = code,
            ["message"] = string.Join(" ¦ ", texts),
        };

    private static Task JsonAsync(HttpContext context, int status, JsonObject body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body.ToJsonString());
    }
}
