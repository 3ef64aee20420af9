using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace K8sDashboard.Monitoring.Tests;

/// <summary>Parsing of Prometheus' responses, valid and invalid.</summary>
public sealed class PrometheusClientTests : IAsyncDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeGrid Grid = TimeGrid.Covering(Noon, Noon.AddMinutes(1), TimeSpan.FromSeconds(15));

    private LoopbackPrometheus server = null!;

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task PrometheusClient_RangeWithMissingSample_PlacesValuesOnGridAndLeavesGap()
    {
        var start = Grid.Start.ToUnixTimeSeconds();
        var data = await DataAsync(
            $$"""
            {"metric":{"job":"a"},
            "values":[[{{start}},"1.5"],[{{start + 30}}.014,"+Inf"],[{{start + 45}},"NaN"],[{{start + 60}},"-Inf"]]}
            """
        );

        var series = Assert.Single(data.Value);
        Assert.Equal("a", series.Labels["job"]);
        Assert.Equal([1.5, double.NaN, double.PositiveInfinity, double.NaN, double.NegativeInfinity], series.Values);
    }

    [Fact]
    public async Task PrometheusClient_SampleOutsideRange_IsDropped()
    {
        var start = Grid.Start.ToUnixTimeSeconds();
        var data = await DataAsync($$"""{"metric":{},"values":[[{{start - 900}},"1"],[{{start + 900}},"2"]]}""");

        Assert.All(Assert.Single(data.Value).Values, value => Assert.True(double.IsNaN(value)));
    }

    [Fact]
    public async Task PrometheusClient_MoreThan500Series_KeepsFirst500AndWarns()
    {
        var many = Enumerable.Range(0, 501).Select(i => $$"""{"metric":{"pod":"p{{i}}"},"values":[]}""").ToArray();
        var data = await DataAsync(many);

        Assert.Equal(500, data.Value.Length);
        Assert.Contains("the first 500 of 501 series", data.Warnings);
    }

    [Theory]
    [InlineData(""" "warnings":["store 2 is away","PromQL info: metric might not be a counter"] """, "store 2 is away")]
    [InlineData(
        """ "infos":["PromQL info: metric might not be a counter: \"up\" (1:6)","results are of an hour ago"] """,
        "results are of an hour ago"
    )]
    [InlineData(""" "warnings":["a","a"],"infos":["b"],"isPartial":true """, "a|b|partial data")]
    [InlineData(""" "warnings":["1","2","3","4","5","6","7"] """, "1|2|3|4|5|2 more warnings")]
    [InlineData(""" "warnings":[""],"infos":null """, "")]
    public async Task PrometheusClient_WarningsAndInfos_AreReportedWithoutPromQlHints(string members, string expected)
    {
        var answer = await AskAsync(context =>
            LoopbackPrometheus.Json(context, $$$"""{"status":"success","data":{"resultType":"matrix","result":[]},{{{members}}}}""")
        );

        Assert.Equal(expected, string.Join('|', Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(answer).Warnings));
    }

    [Theory]
    [InlineData(200, "text/html", "<html>login</html>", "text/html")]
    [InlineData(200, "application/json", "{\"status\":\"succ", "cannot be read: it is cut off, or no JSON")]
    [InlineData(200, "application/json", "{}", "cannot be read")]
    [InlineData(200, "application/json", "[]", "cannot be read")]
    [InlineData(200, "application/json", "", "it is not Prometheus: its answer is empty")]
    [InlineData(200, "application/json", " \n", "it is not Prometheus: its answer is empty")]
    [InlineData(200, "application/json", "<html>", "it is not Prometheus: it answers a web page (application/json)")]
    [InlineData(
        200,
        "application/json",
        "\n <!DOCTYPE html><html>login</html>",
        "it is not Prometheus: it answers a web page (application/json)"
    )]
    [InlineData(200, "", "<html>", "it is not Prometheus: it answers a web page (no type)")]
    [InlineData(200, "application/json", """{"status":"success","data":{"resultType":"vector","result":[]}}""", "not a matrix")]
    [InlineData(
        200,
        "application/json",
        """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[["x","1"]]}]}}""",
        "cannot be read: it has not the shape of Prometheus' answers"
    )]
    [InlineData(
        200,
        "application/json",
        """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1,"one"]]}]}}""",
        "cannot be read: a value is not a number"
    )]
    [InlineData(
        200,
        "application/json",
        """{"status":"success","data":{"resultType":"matrix","result":[{"metric":{},"values":[[1]]}]}}""",
        "not a pair"
    )]
    [InlineData(
        200,
        "application/json",
        """{"status":"success","data":{"resultType":"matrix","result":[{"values":[]}]}}""",
        "metric is missing"
    )]
    [InlineData(
        404,
        "application/json",
        """{"kind":"Status","status":"Failure","message":"services \"prometheus\" not found"}""",
        "not found"
    )]
    [InlineData(404, "text/plain", "404 page not found", "HTTP 404 404 page not found")]
    [InlineData(302, "text/html", "", "redirects")]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusClient_AnswerNotFromPrometheus_IsUnreachableWithReason(int status, string type, string body, string reason)
    {
        var answer = await AskAsync(context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = type;
            return context.Response.WriteAsync(body);
        });

        Assert.Contains(
            reason,
            Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Unreachable>(answer).Message,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(400, """{"status":"error","errorType":"bad_data","error":"parse error at char 3"}""", "parse error at char 3")]
    [InlineData(422, """{"status":"error","errorType":"execution","error":"many-to-many matching"}""", "many-to-many matching")]
    [InlineData(403, """{"kind":"Status","status":"Failure","message":"cannot get resource services/proxy"}""", "services/proxy")]
    [InlineData(401, "<html>", "HTTP 401")]
    public async Task PrometheusClient_ErrorStatus_IsRefusedWithServerMessage(int status, string body, string reason)
    {
        var answer = await AskAsync(context => LoopbackPrometheus.Json(context, body, status));

        Assert.Contains(
            reason,
            Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Rejected>(answer).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PrometheusClient_Redirect_IsReportedAndNotFollowed()
    {
        var answer = await AskAsync(context =>
        {
            context.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        });

        Assert.Equal(
            "it redirects to /elsewhere, which is not followed",
            Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Unreachable>(answer).Message
        );
        Assert.DoesNotContain(server.Asked, one => one.Path == "/elsewhere");
    }

    [Fact]
    [Trait("Fault", "F10-prometheus")]
    public async Task PrometheusClient_AnswerAbove16MiB_IsRefusedNamingTheLimit()
    {
        var answer = await AskAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            var chunk = new byte[1024 * 1024];
            for (var i = 0; i < 20 && !context.RequestAborted.IsCancellationRequested; i++)
                await context.Response.Body.WriteAsync(chunk);
        });

        Assert.Contains(
            "16 MiB",
            Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Rejected>(answer).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task PrometheusClient_SourceMissing_IsNotConfiguredWithReason()
    {
        using var client = new PrometheusClient(
            _ => ValueTask.FromResult<PrometheusSource>(new PrometheusSource.Missing("none found")),
            TimeProvider.System,
            new QueryMetrics(new CollectorRegistry()),
            NullLogger<PrometheusClient>.Instance
        );

        var answer = await client.InstantAsync("up", Noon, default);

        Assert.Equal("none found", Assert.IsType<PrometheusAnswer<ImmutableArray<Sample>>.NotConfigured>(answer).Message);
    }

    [Fact]
    public async Task PrometheusClient_ActiveTargets_HaveScrapeIntervalAndLastError()
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) =>
            LoopbackPrometheus.Json(
                context,
                """
                {"status":"success","data":{"activeTargets":[
                  {"labels":{"job":"node","instance":"a:9100"},"health":"down","lastError":"connection refused","scrapeInterval":"1m30s"},
                  {"labels":{"job":"old"},"health":"up"}],"droppedTargets":[]}}
                """
            );
        using var client = server.Client();

        var targets = Assert.IsType<PrometheusAnswer<ImmutableArray<ScrapeTarget>>.Data>(await client.TargetsAsync(default)).Value;

        Assert.Equal(
            ("node", false, "connection refused", TimeSpan.FromSeconds(90)),
            (targets[0].Job, targets[0].Up, targets[0].LastError, targets[0].Interval!.Value)
        );
        Assert.Null(targets[1].Interval);
        Assert.Equal("?state=active", server.Asked.Single().QueryString);
    }

    private async Task<PrometheusAnswer<ImmutableArray<TimeSeries>>> AskAsync(Func<HttpContext, Task> answer)
    {
        server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) => answer(context);
        using var client = server.Client();
        return await client.RangeAsync("up", Grid, default);
    }

    private async Task<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data> DataAsync(params string[] series) =>
        Assert.IsType<PrometheusAnswer<ImmutableArray<TimeSeries>>.Data>(
            await AskAsync(context => LoopbackPrometheus.Matrix(context, series))
        );
}
