using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Actions;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Connection;
using K8sDashboard.Faults;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Writes over a network that loses, truncates and repeats: at most one effect, and the correct outcome.</summary>
public sealed class SpoiledWriteTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");

    private readonly FastTime time = new(10);
    private readonly RecordedLog log = new();
    private WriteApi api = null!;
    private FaultProxy proxy = null!;

    public async ValueTask InitializeAsync()
    {
        api = await WriteApi.StartAsync();
        proxy = await FaultProxy.StartAsync(new(api.Address) { Time = time });
    }

    public async ValueTask DisposeAsync()
    {
        await proxy.DisposeAsync();
        await api.DisposeAsync();
    }

    [Theory]
    [InlineData("Scale")]
    [InlineData("Restart")]
    [InlineData("Rollback")]
    [Trait("Fault", "F11-reply-lost")]
    public async Task ActionRunner_AnswerLostByNetwork_IsDoneByReadBackAndSentOnce(string verb)
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());

        var outcome = Assert.IsType<ActionResult.Done>(await RunAsync(Action(verb)));

        Assert.Contains("the answer was lost", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Commits);
        Assert.Single(api.Writes);
    }

    [Fact]
    [Trait("Fault", "F11-reply-lost")]
    public async Task ActionRunner_AnswerLostAndReadBackFails_IsUnknown()
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());
        api.AfterCommit = _ =>
        {
            proxy.Rules.On(asked => !asked.IsWrite, new Fault.Answer(503));
            return Task.CompletedTask;
        };

        var outcome = Assert.IsType<ActionResult.Unknown>(await RunAsync(Action("Scale")));

        Assert.Contains("Reading back failed as well", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Commits);
        Assert.Contains("result Unknown", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Fault", "F11-reply-lost")]
    public async Task ActionRunner_AnswerCutOrTruncated_IsDoneWithOneCommit(bool cut)
    {
        using var spoiled = proxy.Rules.On(asked => asked.IsWrite, cut ? new Fault.Cut(20) : new Fault.Truncate(20));

        Assert.IsType<ActionResult.Done>(await RunAsync(Action("Scale")));

        Assert.Equal(1, api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-no-answer")]
    public async Task ActionRunner_WriteNotAnswered_IsUnknownAfter15SecondsAndSentOnce()
    {
        using var hung = proxy.Rules.On(asked => asked.IsWrite, new Fault.Hang());

        var outcome = Assert.IsType<ActionResult.Unknown>(await RunAsync(Action("Scale")));

        Assert.StartsWith("No answer within 15 s.", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("it may still come", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Commits);
        Assert.Single(proxy.Requests, asked => asked.IsWrite);
    }

    [Fact]
    [Trait("Fault", "F11-no-answer")]
    public async Task ActionRunner_ConnectionRefused_SaysNothingWasSent()
    {
        var actor = Behind(proxy);
        proxy.Line.Refuse();

        var outcome = Assert.IsType<ActionResult.Rejected>(
            await new ActionRunner(time, new AccessReviews(time), new WriteMetrics(new CollectorRegistry()), log).RunAsync(
                actor,
                Action("Scale"),
                CancellationToken.None
            )
        );

        Assert.StartsWith("Nothing was sent", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-409-storm")]
    public async Task ActionRunner_ConflictOnEveryWrite_IsConflictAfterMaxResends()
    {
        using var status = new Timer(_ => api.ChangeStatus(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        using var storm = proxy.Rules.On(
            asked => asked.IsWrite,
            new Fault.Answer(409, "application/json", System.Text.Encoding.UTF8.GetBytes(WriteApi.FixtureText("conflict.json")))
        );
        // Each read returns another version, as during a failing rollout: otherwise the rejection would not be a race.
        api.AfterRead = api.ChangeStatus;

        Assert.IsType<ActionResult.Conflict>(await RunAsync(Action("Scale")));

        Assert.Equal(0, api.Commits);
        Assert.Equal(1 + ActionSender.MaxResends, proxy.Requests.Count(asked => asked.IsWrite));
    }

    [Fact]
    [Trait("Fault", "F11-recreated")]
    public async Task ActionRunner_ObjectRecreatedBetweenReadAndWrite_IsConflictWithoutACommit()
    {
        var seen = Action("Scale");
        api.AfterRead = () =>
        {
            api.AfterRead = () => { };
            api.Deployment["metadata"]!["uid"] = "reborn";
            api.ChangeStatus();
        };

        Assert.IsType<ActionResult.Conflict>(await RunAsync(seen));

        Assert.Equal(0, api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-two-tabs")]
    public async Task ActionRunner_TenConcurrentScalesWithEveryAnswerLost_CommitOnce()
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RunAsync(Action("Scale"))));

        Assert.Equal(1, api.Commits);
        Assert.All(
            outcomes,
            outcome => Assert.True(outcome is ActionResult.Done or ActionResult.Conflict or ActionResult.Rejected, outcome.ToString())
        );
        Assert.Equal(5, api.Replicas);
    }

    [Fact]
    [Trait("Fault", "F06-redirect")]
    public async Task ActionRunner_WriteRedirected307_IsRejectedAndNotFollowed()
    {
        await using var elsewhere = await WriteApi.StartAsync();
        using var redirect = proxy.Rules.On(
            asked => asked.IsWrite,
            new Fault.Answer(307) { Location = new Uri(elsewhere.Address, "/apis").ToString() }
        );

        Assert.IsType<ActionResult.Rejected>(await RunAsync(Action("Scale")));

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(0, api.Commits);
    }

    private IResourceAction Action(string verb) =>
        verb switch
        {
            "Scale" => new ScaleAction(new(DeploymentResource.Type, Web, api.Uid), 3, 5),
            "Restart" => new RestartAction(new(DeploymentResource.Type, Web, api.Uid), 4),
            _ => new RollbackAction(new(DeploymentResource.Type, Web, api.Uid), 4, 2),
        };

    private Task<ActionResult> RunAsync(IResourceAction action) =>
        new ActionRunner(time, new AccessReviews(time), new WriteMetrics(new CollectorRegistry()), log).RunAsync(
            Behind(proxy),
            action,
            CancellationToken.None
        );

    /// <summary>An actor with the production client, through the proxy.</summary>
    private static Actor Behind(FaultProxy proxy) =>
        new(
            "ada",
            GuardedClient.Create(
                new ConnectionSettings
                {
                    Server = proxy.Address,
                    Credentials = TestCredentials.Token(WriteApi.Canary),
                    Authorities = [FaultProxy.Authority],
                }
            ),
            ReadOnly: false
        );
}
