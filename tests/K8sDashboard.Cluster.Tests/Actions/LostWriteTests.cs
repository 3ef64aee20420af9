using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Writes with a lost response, committed or not.</summary>
public sealed class LostWriteTests : ActionRun
{
    [Fact]
    [Trait("Fault", "F11-reply-lost")]
    public async Task ActionRunner_ServerErrorAfterCommit_IsDone()
    {
        Api.AfterCommit = context =>
            WriteApi
                .AnswerAsync(context, 500, "application/json", """{"message":"etcdserver: request timed out"}""")
                .ContinueWith(_ => context.Abort(), TaskScheduler.Default);

        Assert.IsType<ActionResult.Done>(await RunAsync(Scale(3, 5)));
        Assert.Equal(1, Api.Commits);
    }

    [Theory]
    [InlineData("Scale")]
    [InlineData("Restart")]
    [InlineData("Rollback")]
    [Trait("Fault", "F11-reply-lost")]
    public async Task ActionRunner_AnswerLostAfterCommit_IsDoneByReadBackAndSentOnce(string verb)
    {
        Api.AfterCommit = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var result = await RunAsync(
            verb switch
            {
                "Scale" => Scale(3, 5),
                "Restart" => new RestartAction(new(DeploymentResource.Type, Web, Api.Uid), 4),
                _ => Rollback(2),
            }
        );

        Assert.Contains("the answer was lost", Assert.IsType<ActionResult.Done>(result).Message);
        Assert.Equal(1, Api.Commits);
        Assert.Single(Api.Writes);
    }

    [Fact]
    [Trait("Fault", "F11-no-answer")]
    public async Task ActionRunner_ConnectionAbortedBeforeCommit_IsUnknown()
    {
        Api.Instead = context =>
        {
            if (context.Request.Method == "PUT")
                context.Abort();
            return Task.FromResult(context.Request.Method == "PUT");
        };

        Assert.Contains("it may still come", Assert.IsType<ActionResult.Unknown>(await RunAsync(Scale(3, 5))).Message);
        Assert.Single(Api.Writes);
    }

    [Theory]
    [InlineData(502, "text/html", "<html>Bad Gateway</html>")]
    [InlineData(503, "text/plain", "upstream connect error or disconnect/reset before headers")]
    [Trait("BadInput", "B07-proxy-answers-write")]
    public async Task ActionRunner_ProxyAnswers502Or503_IsUnknown(int status, string type, string body)
    {
        Api.Instead = context => OnWriteAsync(context, status, type, body);

        Assert.Contains("it may still come", Assert.IsType<ActionResult.Unknown>(await RunAsync(Scale(3, 5))).Message);
        Assert.Single(Api.Writes);
    }

    [Fact]
    public async Task ActionRunner_HtmlPageWithStatus200_IsUnknown()
    {
        Api.Instead = context => OnWriteAsync(context, 200, "text/html", "<html>Please log in</html>");

        Assert.IsType<ActionResult.Unknown>(await RunAsync(Scale(3, 5)));
    }

    [Fact]
    [Trait("Fault", "F11-no-answer")]
    public async Task ActionRunner_NoAnswerAfterCommit_IsDoneByReadBackAfterTheDeadline()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        Api.AfterCommit = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted)
                .ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var running = new ActionRunner(time, new AccessReviews(time), new WriteMetrics(new CollectorRegistry()), Log).RunAsync(
            Api.Actor(),
            Scale(3, 5),
            CancellationToken.None
        );
        await arrived.Task;
        time.Advance(ApiClient.Deadline);

        Assert.IsType<ActionResult.Done>(await running);
    }

    [Fact]
    [Trait("Fault", "F11-result")]
    public async Task ActionRunner_CancelledAfterSend_ReportsAndLogsDone()
    {
        using var closed = new CancellationTokenSource();
        Api.AfterCommit = _ => closed.CancelAsync();

        Assert.IsType<ActionResult.Done>(
            await new ActionRunner(
                TimeProvider.System,
                new AccessReviews(TimeProvider.System),
                new WriteMetrics(new CollectorRegistry()),
                Log
            ).RunAsync(Api.Actor(), Scale(3, 5), closed.Token)
        );
        Assert.Contains("result Done", Assert.Single(Log.Lines));
    }
}
