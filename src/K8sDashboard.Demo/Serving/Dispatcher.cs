using System.Text.Json;
using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>The request pipeline: authentication, parsing, authorization, handler; an ApiFailure becomes a Status.</summary>
internal sealed class Dispatcher
{
    private readonly ApiServerOptions options;
    private readonly RbacEvaluator rbac;
    private readonly Discovery discovery;
    private readonly ServerPaths paths;
    private readonly Reviews reviews;
    private readonly ResourceCalls resources;

    public Dispatcher(ObjectStore store, ApiServerOptions options, ListSnapshots snapshots, CancellationToken stopping)
    {
        this.options = options;
        rbac = new RbacEvaluator(store);
        discovery = new Discovery(options.Usage is not null);
        paths = new ServerPaths(options);
        reviews = new Reviews(rbac, options.Time);
        resources = new ResourceCalls(store, options, snapshots, stopping);
    }

    public async Task RunAsync(HttpContext http)
    {
        http.Response.Headers["Audit-Id"] = Guid.NewGuid().ToString();
        http.Response.Headers.CacheControl = "no-cache, private";
        try
        {
            await AnswerAsync(http, Impersonation.Of(http.Request.Headers, Authenticate(http.Request), rbac));
        }
        catch (ApiFailure failure)
        {
            await RefuseAsync(http, failure.Status);
        }
        catch (OperationCanceledException)
        {
            http.Abort();
        }
        catch (Exception fault) when (fault is not IOException)
        {
            // A fault of the simulation: 500 for this request, as from a real server.
            options.Fault?.Invoke($"{http.Request.Method} {http.Request.Path}: {fault.GetType().Name}: {fault.Message}");
            await RefuseAsync(http, ApiFailure.Internal(fault.Message).Status);
        }
    }

    private ApiUser Authenticate(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return ApiUser.Anonymous;
        var token = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) ? header[Bearer.Length..].Trim() : "";
        return options.Users.FirstOrDefault(user => user.Token.Length > 0 && user.Token == token) ?? throw ApiFailure.Unauthorized();
    }

    private async Task AnswerAsync(HttpContext http, ApiUser user)
    {
        var path = http.Request.Path.Value!;
        var watched = http.Request.Query["watch"].ToString() is "true" or "1";
        if (ResourceCall.Parse(http.Request.Method, path, watched) is not { } call)
        {
            await AnswerPathAsync(http, user, path);
            return;
        }

        if (!rbac.Allows(user, Question(call)))
            throw ApiFailure.Forbidden(call, user.Name);
        // A WebSocket upgrade is a GET; exec is still authorized as create.
        var runs = call with
        {
            Verb = "create",
        };
        if (call is { Subresource: "exec", Verb: "get" } && !rbac.Allows(user, Question(runs)))
            throw ApiFailure.Forbidden(runs, user.Name);
        if (Reviews.Served.Any(review => review.Group == call.Group && review.Plural == call.Plural))
            await (call.Verb == "create" ? reviews.AnswerAsync(http, user, call.Plural) : throw ApiFailure.NotAllowed());
        else if (call.Group == UsageApi.Group && call.Version == UsageApi.Version && options.Usage is { } usage)
            await UsageApi.AnswerAsync(http, call, usage);
        else if (discovery.At(path[..path.IndexOf($"/{call.Version}/", StringComparison.Ordinal)] + $"/{call.Version}") is null)
            await Answers.WriteTextAsync(http, 404, "404 page not found\n");
        else if (Kinds.Find(call.Group, call.Plural) is { } kind)
            await resources.AnswerAsync(new ApiRequest(http, user, call, kind, AnswerFormat.Of(http.Request), options.Time.GetUtcNow()));
        else
            throw ApiFailure.NoResource();
    }

    private async Task AnswerPathAsync(HttpContext http, ApiUser user, string path)
    {
        var verb = http.Request.Method.ToLowerInvariant();
        if (!rbac.Allows(user, new AccessQuestion(verb) { Path = path }))
            throw ApiFailure.ForbiddenPath(verb, path, user.Name);
        if (await paths.AnswerAsync(http) || await OpenApi.AnswerBinaryAsync(http))
            return;
        if ((discovery.At(path) ?? OpenApi.At(path)) is { } found)
            await Answers.WriteAsync(
                http,
                200,
                "application/json",
                System.Text.Encoding.UTF8.GetBytes(found.ToJsonString(Discovered) + "\n")
            );
        else if (path.StartsWith("/api", StringComparison.Ordinal))
            await Answers.WriteTextAsync(http, 404, "404 page not found\n");
        else
            await Answers.WriteAsync(
                http,
                path == "/" ? 200 : 404,
                "application/json",
                System.Text.Encoding.UTF8.GetBytes(discovery.Paths.ToJsonString(new(Discovered) { WriteIndented = true }))
            );
    }

    private static JsonSerializerOptions Discovered { get; } =
        new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static AccessQuestion Question(ResourceCall call) =>
        new(call.Verb)
        {
            Group = call.Group,
            Resource = call.Plural,
            Subresource = call.Subresource,
            Namespace = call.Scope,
            Name = call.Name,
        };

    private static async Task RefuseAsync(HttpContext http, Status status)
    {
        if (http.Response.HasStarted)
        {
            http.Abort();
            return;
        }

        AnswerFormat format;
        try
        {
            format = AnswerFormat.Of(http.Request);
        }
        catch (ApiFailure)
        {
            format = new AnswerFormat(BodyFormat.Json, "", Pretty: false);
        }

        if (status.Details is { RetryAfterSeconds: > 0 } details)
            http.Response.Headers.RetryAfter = $"{details.RetryAfterSeconds}";
        await Answers.WriteStatusAsync(http, format, status);
    }
}
