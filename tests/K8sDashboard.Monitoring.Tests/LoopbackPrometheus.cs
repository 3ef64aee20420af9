using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>A fake Prometheus over real HTTP on loopback, which records its requests.</summary>
public sealed class LoopbackPrometheus : IAsyncDisposable
{
    private readonly WebApplication app;
    private readonly ConcurrentQueue<(string Method, string Path, string Query, string QueryString)> asked = new();

    private LoopbackPrometheus(WebApplication app) => this.app = app;

    /// <summary>Responds to requests; may be replaced at runtime.</summary>
    public Func<HttpContext, string, Task> Answer { get; set; } = (context, _) => Vector(context);

    public Uri Address => new(app.Urls.Single());

    public IReadOnlyCollection<(string Method, string Path, string Query, string QueryString)> Asked => asked;

    public static async Task<LoopbackPrometheus> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = new LoopbackPrometheus(builder.Build());
        server.app.Run(server.HandleAsync);
        await server.app.StartAsync();
        return server;
    }

    public static Task Json(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }

    /// <summary>A response of instant values: <c>{"job":"a"} 3</c> and so on.</summary>
    public static Task Vector(HttpContext context, params string[] samples) =>
        Json(context, """{"status":"success","data":{"resultType":"vector","result":[""" + string.Join(',', samples) + "]}}");

    public static Task Matrix(HttpContext context, params string[] series) =>
        Json(context, """{"status":"success","data":{"resultType":"matrix","result":[""" + string.Join(',', series) + "]}}");

    /// <summary>A client of this server.</summary>
    public PrometheusClient Client(TimeProvider? time = null, bool getOnly = false) => ClientOf(Address, time, getOnly);

    /// <summary>The same by another address.</summary>
    public static PrometheusClient ClientOf(Uri address, TimeProvider? time = null, bool getOnly = false)
    {
        var connection = new PrometheusConnection(address, "test", transport: null, getOnly, time ?? TimeProvider.System);
        return new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Found(connection)),
            time ?? TimeProvider.System,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();

    private async Task HandleAsync(HttpContext context)
    {
        var query = context.Request.HasFormContentType
            ? (await context.Request.ReadFormAsync())["query"].ToString()
            : context.Request.Query["query"].ToString();
        asked.Enqueue((context.Request.Method, context.Request.Path.Value!, query, context.Request.QueryString.Value!));
        await Answer(context, query);
    }
}
