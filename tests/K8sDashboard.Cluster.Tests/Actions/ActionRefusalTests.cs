using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Tests.ApiServer;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Rejections by the server, its webhooks or the dashboard itself: the message, and no retry.</summary>
public sealed class ActionRefusalTests : ActionRun
{
    [Fact]
    public async Task ActionRunner_RollbackOfPausedDeployment_IsRejectedWithoutAWrite()
    {
        Api.Deployment["spec"]!["paused"] = true;

        Assert.Contains("paused", Assert.IsType<ActionResult.Rejected>(await RunAsync(Rollback(2))).Message);
        Assert.Empty(Api.Writes);
    }

    [Fact]
    public async Task ActionRunner_ScaleInvalid422_ShowsTheServerMessage()
    {
        Api.Instead = context => OnWriteAsync(context, 422, "application/json", WriteApi.FixtureText("invalid.json"));

        var result = await RunAsync(Scale(3, -1));

        Assert.Equal(
            new ActionResult.Rejected(
                "Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0"
            ),
            result
        );
        Assert.Single(Api.Writes);
    }

    [Fact]
    public async Task ActionRunner_RollbackInvalid422_IsNotSentAgain()
    {
        Api.Instead = context => OnWriteAsync(context, 422, "application/json", WriteApi.FixtureText("invalid.json"));

        Assert.IsType<ActionResult.Rejected>(await RunAsync(Rollback(2)));
        Assert.Single(Api.Writes);
    }

    [Fact]
    public async Task ActionRunner_Forbidden_ShowsTheServerMessage()
    {
        Api.Instead = context => OnWriteAsync(context, 403, "application/json", WriteApi.FixtureText("forbidden.json"));

        var result = Assert.IsType<ActionResult.Forbidden>(await RunAsync(Scale(3, 5)));

        Assert.StartsWith("nodes is forbidden: User \"system:serviceaccount:shop:viewer\" cannot list", result.Message);
        Assert.Single(Api.Writes);
    }

    [Theory]
    [InlineData("text/plain", "  quota webhook said no\n", "quota webhook said no")]
    [InlineData(
        "text/html",
        "<html><h1>Nope</h1></html>",
        "HTTP 400 BadRequest: an HTML page, which no API server sends; a proxy or another server answered."
    )]
    [InlineData("application/json", "{\"message\":", "{\"message\":")]
    [InlineData("application/json", "", "HTTP 400 BadRequest")]
    [InlineData("application/json", "{\"message\":\"a\\u001b[31mred\"}", "a\\u001b[31mred")]
    public async Task ActionRunner_BadRequestInAnyFormat_ShowsAReadableMessage(string type, string body, string message)
    {
        Api.Instead = context => OnWriteAsync(context, 400, type, body);

        Assert.Equal(new ActionResult.Rejected(message), await RunAsync(Scale(3, 5)));
    }

    [Fact]
    [Trait("Fault", "F11-result")]
    public async Task ActionRunner_ServerErrorWithoutCommit_IsRejected()
    {
        Api.Instead = context =>
            OnWriteAsync(context, 500, "application/json", """{"kind":"Status","message":"etcdserver: request timed out","code":500}""");

        Assert.Equal(new ActionResult.Rejected("etcdserver: request timed out"), await RunAsync(Scale(3, 5)));
        Assert.Single(Api.Writes);
    }

    [Fact]
    public async Task ActionRunner_ServerUnreachable_SaysNothingWasSent()
    {
        var actor = Api.Actor();
        await Api.DisposeAsync();

        var result = Assert.IsType<ActionResult.Rejected>(await RunAsync(Scale(3, 5), actor));

        Assert.StartsWith("Nothing was sent", result.Message);
    }

    [Fact]
    public async Task ActionRunner_ReadOnlyActor_SendsNoRequest()
    {
        Assert.IsType<ActionResult.Forbidden>(await RunAsync(Scale(3, 5), Api.Actor(readOnly: true)));
        Assert.Empty(Api.Requests);
    }

    [Fact]
    public async Task ActionRunner_SuccessAndErrorStatuses_KeepTheBearerTokenOutOfLogAndOutcome()
    {
        var results = new List<ActionResult>();
        foreach (var status in (int[])[200, 400, 401, 403, 409, 422, 503])
        {
            Api.Instead = context => OnWriteAsync(context, status, "text/plain", "no");
            results.Add(await RunAsync(Scale(3, 5)));
        }

        Assert.Equal(7, Log.Lines.Count);
        Assert.DoesNotContain(Log.Lines, line => line.Contains(WriteApi.Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(results, result => result.ToString().Contains(WriteApi.Canary, StringComparison.Ordinal));
    }
}
