using System.Collections.Concurrent;
using System.Collections.Immutable;
using k8s;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring;
using K8sDashboard.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Web.Tests.Hosting;

/// <summary>Prometheus behind an HTTP server in the role of the API server with its service proxy.</summary>
public sealed class PrometheusFinderTests : IAsyncLifetime
{
    private const string Vector = """{"status":"success","data":{"resultType":"vector","result":[{"metric":{},"value":[1,"3"]}]}}""";

    private readonly ConcurrentQueue<string> asked = new();
    private readonly TimeProvider time = TimeProvider.System;
    private WebApplication apiServer = null!;
    private ClusterConnection connection = null!;
    private PrometheusFinder finder = null!;
    private PrometheusClient client = null!;
    private Table<Service> services = Table<Service>.Unsynced;
    private Func<HttpContext, Task> answer = context => Json(context, Vector);

    public async ValueTask InitializeAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        apiServer = builder.Build();
        apiServer.Run(context =>
        {
            asked.Enqueue($"{context.Request.Method} {context.Request.Path} {context.Request.Headers.Authorization}");
            return answer(context);
        });
        await apiServer.StartAsync();
        connection = new ClusterConnection(
            new Kubernetes(new KubernetesClientConfiguration { Host = apiServer.Urls.Single(), AccessToken = "secret" }),
            "laptop",
            "me"
        );
        var options = Options.Create(new PrometheusOptions());
        finder = new PrometheusFinder(
            new ConfiguredPrometheus(options, time),
            options,
            () => services,
            connection,
            time,
            NullLogger<PrometheusFinder>.Instance
        );
        client = new PrometheusClient(
            finder.LocateAsync,
            time,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        finder.Dispose();
        connection.Dispose();
        await apiServer.DisposeAsync();
    }

    [Fact]
    public async Task PrometheusFinder_OutsideOfCluster_QueriesThroughServiceProxyAsUser()
    {
        services = PrometheusServiceTests.Services(PrometheusServiceTests.Service("monitoring", "prometheus", ("web", 9090)));

        var data = Assert.IsType<PrometheusAnswer<ImmutableArray<Sample>>.Data>(await AskAsync());

        Assert.Equal(3, data.Value.Single().Value);
        Assert.All(
            asked,
            request => Assert.Equal("GET /api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/query Bearer secret", request)
        );
        Assert.Equal("Service monitoring/prometheus:9090 through the API server", await client.SourceAsync(default));
    }

    [Fact]
    public async Task PrometheusFinder_CandidateIsNotPrometheus_UsesTheNext()
    {
        services = PrometheusServiceTests.Services(
            PrometheusServiceTests.Service("monitoring", "prometheus-k8s", ("web", 9090)),
            PrometheusServiceTests.Service("monitoring", "prometheus-server", ("http", 80))
        );
        answer = context =>
            context.Request.Path.Value!.Contains("prometheus-k8s", StringComparison.Ordinal)
                ? context.Response.WriteAsync("<html>hello</html>")
                : Json(context, Vector);

        Assert.IsType<PrometheusAnswer<ImmutableArray<Sample>>.Data>(await AskAsync());
        Assert.Contains("prometheus-server:80", await client.SourceAsync(default), StringComparison.Ordinal);
    }

    [Fact]
    public async Task PrometheusFinder_ServiceProxyForbidden_ReturnsServerMessage()
    {
        services = PrometheusServiceTests.Services(PrometheusServiceTests.Service("monitoring", "prometheus", ("web", 9090)));
        answer = context =>
            Json(context, """{"kind":"Status","status":"Failure","message":"User \"me\" cannot get resource \"services/proxy\""}""", 403);

        var none = Assert.IsType<PrometheusAnswer<ImmutableArray<Sample>>.NotConfigured>(await AskAsync());

        Assert.Contains(
            "monitoring/prometheus: User \"me\" cannot get resource \"services/proxy\"",
            none.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PrometheusFinder_NoPrometheusService_SuggestsPrometheusOption()
    {
        services = PrometheusServiceTests.Services();

        var none = Assert.IsType<PrometheusAnswer<ImmutableArray<Sample>>.NotConfigured>(await AskAsync());

        Assert.Contains("--prometheus URL", none.Message, StringComparison.Ordinal);
        Assert.Empty(asked);
    }

    [Fact]
    public async Task PrometheusFinder_FirstCallerCancels_OthersGetTheResultOfTheSameSearch()
    {
        var (arrived, open) = (new TaskCompletionSource(), new TaskCompletionSource());
        services = PrometheusServiceTests.Services(PrometheusServiceTests.Service("monitoring", "prometheus", ("web", 9090)));
        answer = async context =>
        {
            arrived.TrySetResult();
            await open.Task;
            await Json(context, Vector);
        };
        using var leaving = new CancellationTokenSource();

        var left = finder.LocateAsync(leaving.Token).AsTask();
        await arrived.Task;
        var stayed = finder.LocateAsync(default).AsTask();
        await leaving.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => left);
        open.SetResult();

        Assert.IsType<PrometheusSource.Found>(await stayed);
        Assert.Single(asked);
    }

    [Fact]
    public async Task PrometheusFinder_NoCandidateAnswers_IsNotSearchedAgainAtOnce()
    {
        services = PrometheusServiceTests.Services(PrometheusServiceTests.Service("monitoring", "prometheus", ("web", 9090)));
        answer = context => context.Response.WriteAsync("<html>hello</html>");

        var first = await finder.LocateAsync(default);
        var probes = asked.Count;

        Assert.Equal(first, await finder.LocateAsync(default));
        Assert.Equal(probes, asked.Count);
    }

    [Fact]
    public async Task PrometheusFinder_ServiceAddedLater_IsFound()
    {
        services = PrometheusServiceTests.Services();
        Assert.IsType<PrometheusSource.Missing>(await finder.LocateAsync(default));

        services = PrometheusServiceTests.Services(PrometheusServiceTests.Service("monitoring", "prometheus", ("web", 9090)));

        Assert.IsType<PrometheusSource.Found>(await finder.LocateAsync(default));
    }

    private Task<PrometheusAnswer<ImmutableArray<Sample>>> AskAsync() => client.InstantAsync("up", time.GetUtcNow(), default);

    private static Task Json(HttpContext context, string body, int status = 200)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(body);
    }
}
