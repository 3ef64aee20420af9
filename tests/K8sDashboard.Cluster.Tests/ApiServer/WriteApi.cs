using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.Tests.Connection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>
/// A fake API server over real HTTP with one Deployment (<c>shop/web</c>), its ReplicaSets and autoscalers, which accepts writes:
/// resourceVersion, dry run, patches. Faults are injected before, after or instead of its responses.
/// </summary>
internal sealed class WriteApi : IAsyncDisposable
{
    /// <summary>A canary bearer token that must appear only in requests.</summary>
    public const string Canary = "canary-7f3e0c51";

    private readonly WebApplication app;
    private readonly Lock gate = new();

    private WriteApi(WebApplication app) => this.app = app;

    public JsonObject Deployment { get; set; } = Fixture("deployment.json");

    public JsonObject ReplicaSets { get; set; } = Fixture("replicasets.json");

    public JsonObject Autoscalers { get; set; } = new() { ["items"] = new JsonArray() };

    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>The result of an access review by its <c>resourceAttributes</c>: null allows, else the reason of the denial.</summary>
    public Func<JsonNode, string?> Refuses { get; set; } = _ => null;

    /// <summary>The requested access reviews: <c>patch deployments shop web</c>.</summary>
    public ConcurrentQueue<string> Reviews { get; } = new();

    /// <summary>The number of committed writes.</summary>
    public int Commits { get; private set; }

    /// <summary>Runs between each read of the workload and its response: simulates a concurrent write.</summary>
    public Action AfterRead { get; set; } = () => { };

    /// <summary>Responds instead of the server where it returns true.</summary>
    public Func<HttpContext, Task<bool>> Instead { get; set; } = _ => Task.FromResult(false);

    /// <summary>Runs after a write is committed, before its response.</summary>
    public Func<HttpContext, Task> AfterCommit { get; set; } = _ => Task.CompletedTask;

    public string Uid => Deployment.Uid();

    public int Replicas => (int)Deployment.Whole("spec", "replicas")!.Value;

    public string Image => Deployment.Items("spec", "template", "spec", "containers").First().Text("image");

    /// <summary>The mutating requests.</summary>
    public IEnumerable<string> Writes => Requests.Where(request => !request.StartsWith("GET ", StringComparison.Ordinal));

    public static async Task<WriteApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var api = new WriteApi(app);
        app.Run(api.HandleAsync);
        await app.StartAsync();
        return api;
    }

    public Uri Address => new(app.Urls.Single());

    public Actor Actor(bool readOnly = false) =>
        new(
            "ada",
            GuardedClient.Create(new ConnectionSettings { Server = Address, Credentials = TestCredentials.Token(Canary) }),
            readOnly
        );

    /// <summary>Simulates a status update: the resourceVersion changes, the spec does not.</summary>
    public void ChangeStatus()
    {
        lock (gate)
            Bump();
    }

    public static async Task AnswerAsync(HttpContext context, int status, string contentType, string body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        await context.Response.WriteAsync(body);
    }

    public static string FixtureText(string name) => File.ReadAllText(Path.Combine(Here(), "fixtures", name));

    public static JsonObject Fixture(string name) => JsonNode.Parse(FixtureText(name))!.AsObject();

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private async Task HandleAsync(HttpContext context)
    {
        var request = context.Request;
        var isReview = request.Path.Value!.EndsWith("/selfsubjectaccessreviews", StringComparison.Ordinal);
        if (!isReview)
            Requests.Enqueue($"{request.Method} {request.Path}{request.QueryString}");
        if (request.Headers.Authorization != $"Bearer {Canary}")
            await AnswerAsync(context, 401, "application/json", """{"kind":"Status","message":"Unauthorized","code":401}""");
        else if (await Instead(context))
            return;
        else if (isReview)
            await ReviewAsync(context);
        else if (request.Method == "GET")
            await ReadAsync(context);
        else
            await WriteAsync(context);
    }

    private async Task ReviewAsync(HttpContext context)
    {
        var review = (await JsonNode.ParseAsync(context.Request.Body))!;
        var asked = review["spec"]!["resourceAttributes"]!;
        var resource = asked.Text("subresource") is { Length: > 0 } sub ? $"{asked.Text("resource")}/{sub}" : asked.Text("resource");
        Reviews.Enqueue($"{asked.Text("verb")} {resource} {asked.Text("namespace")} {asked.Text("name")}".TrimEnd());
        var no = Refuses(asked);
        review["status"] = no is null ? new JsonObject { ["allowed"] = true } : new JsonObject { ["allowed"] = false, ["reason"] = no };
        await AnswerAsync(context, 201, "application/json", review.ToJsonString());
    }

    private async Task ReadAsync(HttpContext context)
    {
        JsonNode? answer;
        lock (gate)
        {
            answer = context.Request.Path.Value switch
            {
                "/apis/apps/v1/namespaces/shop/deployments/web" => Deployment.DeepClone(),
                "/apis/apps/v1/namespaces/shop/deployments/web/scale" => Scale(Deployment),
                "/apis/apps/v1/namespaces/shop/replicasets" => ReplicaSets.DeepClone(),
                "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers" => Autoscalers.DeepClone(),
                "/api/v1/namespaces/shop/pods/web" => Fixture("pod.json"),
                _ => null,
            };
        }

        // Before the response, so that the client cannot be faster than the change.
        if (!context.Request.Path.Value!.EndsWith("autoscalers", StringComparison.Ordinal))
            AfterRead();
        if (answer is null)
            await AnswerAsync(context, 404, "text/plain; charset=utf-8", "404 page not found\n");
        else
            await AnswerAsync(context, 200, "application/json", answer.ToJsonString());
    }

    private async Task WriteAsync(HttpContext context)
    {
        var body = await JsonNode.ParseAsync(context.Request.Body);
        var dryRun = context.Request.Query["dryRun"] == "All";
        JsonObject? next;
        lock (gate)
        {
            next = PatchRules.Apply(Deployment, context.Request, body!);
            if (next is not null && !dryRun)
            {
                Deployment = next;
                Commits++;
                Deployment["metadata"]!["generation"] = Deployment.Whole("metadata", "generation") + 1;
                Bump();
            }
        }

        if (next is null)
        {
            var isJsonPatch = context.Request.ContentType!.StartsWith("application/json-patch+json", StringComparison.Ordinal);
            await AnswerAsync(
                context,
                isJsonPatch ? 422 : 409,
                "application/json",
                FixtureText(isJsonPatch ? "patch-test-failed.json" : "conflict.json")
            );
            return;
        }

        if (!dryRun)
            await AfterCommit(context);
        if (context.RequestAborted.IsCancellationRequested)
            return;
        await AnswerAsync(context, 200, "application/json", (context.Request.Method == "PUT" ? Scale(next) : next).ToJsonString());
    }

    private void Bump() => Deployment["metadata"]!["resourceVersion"] = $"{int.Parse(Deployment.ResourceVersion(), null) + 1}";

    private static JsonObject Scale(JsonObject deployment) =>
        new()
        {
            ["kind"] = "Scale",
            ["apiVersion"] = "autoscaling/v1",
            ["metadata"] = new JsonObject
            {
                ["name"] = "web",
                ["namespace"] = "shop",
                ["uid"] = deployment.Uid(),
                ["resourceVersion"] = deployment.ResourceVersion(),
            },
            ["spec"] = deployment.Whole("spec", "replicas") is var replicas and > 0 ? new JsonObject { ["replicas"] = replicas } : [],
            ["status"] = new JsonObject { ["replicas"] = 3, ["selector"] = "app=web" },
        };
}
