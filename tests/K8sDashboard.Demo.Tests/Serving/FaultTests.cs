using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Metrics.V1Beta1;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Internal errors of the simulation.</summary>
public sealed class FaultTests : IAsyncLifetime, IUsage, IPodLogs
{
    private readonly ConcurrentQueue<string> reported = [];
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() =>
        cluster = await Simulated.StartAsync(options => options with { Usage = this, Logs = this, Fault = reported.Enqueue });

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    IReadOnlyList<NodeMetrics> IUsage.Nodes() => throw new InvalidOperationException("no meter");

    IReadOnlyList<PodMetrics> IUsage.Pods(string? ns) => [];

    IEnumerable<LogLine> IPodLogs.Read(Pod pod, string container, bool previous, DateTimeOffset after)
    {
        for (var line = 0; line < 5000; line++)
            yield return new LogLine(DateTimeOffset.UnixEpoch, new string('x', 80));
        throw new InvalidOperationException("no disk");
    }

    [Fact]
    public async Task Server_HandlerThrows_Answers500StatusAndServesNextRequest()
    {
        var (code, body) = await cluster.SendAsync(HttpMethod.Get, "/apis/metrics.k8s.io/v1beta1/nodes");
        var status = JsonNode.Parse(body)!;
        Assert.Equal(
            (500, "Status", "InternalError", "Internal error occurred: no meter"),
            (code, (string)status["kind"]!, (string)status["reason"]!, (string)status["message"]!)
        );
        Assert.Equal(["GET /apis/metrics.k8s.io/v1beta1/nodes: InvalidOperationException: no meter"], reported);
        Assert.Equal(200, (await cluster.SendAsync(HttpMethod.Get, "/apis/metrics.k8s.io/v1beta1/pods")).Code);
    }

    [Fact]
    public async Task Server_HandlerThrowsAfterResponseStarted_AbortsResponse()
    {
        cluster.Pod("web-1");
        await Assert.ThrowsAsync<HttpRequestException>(() => cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods/web-1/log"));
        Assert.Single(reported);
    }
}
