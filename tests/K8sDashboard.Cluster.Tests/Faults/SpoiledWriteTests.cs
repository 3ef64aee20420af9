using K8sDashboard.Cluster.Tests.Connection;
using k8s;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Commands;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.ApiServer;
using K8sDashboard.Cluster.Tests.Commands;
using K8sDashboard.Faults;

namespace K8sDashboard.Cluster.Tests.Faults;

/// <summary>Writes over a network that loses, breaks and repeats: at most one effect, and the outcome told as it is.</summary>
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
    [Trait("Survives", "11 Writes: reply lost after commit")]
    public async Task A_reply_that_the_network_lost_is_found_by_looking_and_nothing_is_sent_twice(string verb)
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());

        var outcome = Assert.IsType<CommandOutcome.Done>(await RunAsync(Command(verb)));

        Assert.Contains("the answer was lost", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Commits);
        Assert.Single(api.Writes);
    }

    [Fact]
    [Trait("Survives", "11 Writes: reply lost after commit")]
    public async Task A_reply_lost_by_a_server_that_then_cannot_be_asked_is_unknown_and_says_what_to_do()
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());
        api.AfterCommit = _ =>
        {
            proxy.Rules.On(asked => !asked.IsWrite, new Fault.Answer(503));
            return Task.CompletedTask;
        };

        var outcome = Assert.IsType<CommandOutcome.Unknown>(await RunAsync(Command("Scale")));

        Assert.Contains("Reading back failed as well", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(1, api.Commits);
        Assert.Contains("result Unknown", Assert.Single(log.Lines), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Survives", "11 Writes: reply lost after commit")]
    public async Task A_reply_that_is_cut_or_ends_too_early_is_looked_after(bool cut)
    {
        using var spoiled = proxy.Rules.On(asked => asked.IsWrite, cut ? new Fault.Cut(20) : new Fault.Truncate(20));

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Command("Scale")));

        Assert.Equal(1, api.Commits);
    }

    [Fact]
    [Trait("Survives", "11 Writes: no answer")]
    public async Task A_write_that_nobody_answers_ends_by_its_deadline_and_may_still_come()
    {
        using var hung = proxy.Rules.On(asked => asked.IsWrite, new Fault.Hang());

        var outcome = Assert.IsType<CommandOutcome.Unknown>(await RunAsync(Command("Scale")));

        Assert.StartsWith("No answer within 15 s.", outcome.Message, StringComparison.Ordinal);
        Assert.Contains("it may still come", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Commits);
        Assert.Single(proxy.Requests, asked => asked.IsWrite);
    }

    [Fact]
    [Trait("Survives", "11 Writes: no answer")]
    public async Task Before_a_server_that_is_gone_nothing_is_sent_and_it_is_said()
    {
        var actor = Behind(proxy);
        proxy.Line.Refuse();

        var outcome = Assert.IsType<CommandOutcome.Rejected>(
            await new CommandRunner(time, new AccessReviews(time), log).RunAsync(actor, Command("Scale"), CancellationToken.None));

        Assert.StartsWith("Nothing was sent", outcome.Message, StringComparison.Ordinal);
        Assert.Equal(0, api.Commits);
    }

    [Fact]
    [Trait("Survives", "11 Writes: 409 storm")]
    public async Task A_storm_of_conflicts_ends_after_four_sendings_with_none_done()
    {
        using var status = new Timer(_ => api.ChangeStatus(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(20));
        using var storm = proxy.Rules.On(asked => asked.IsWrite,
            new Fault.Answer(409, "application/json", System.Text.Encoding.UTF8.GetBytes(WriteApi.FixtureText("conflict.json"))));
        // Each look sees another version, as in a rollout that goes wrong: else the refusal would be no race.
        api.AfterRead = api.ChangeStatus;

        Assert.IsType<CommandOutcome.Conflict>(await RunAsync(Command("Scale")));

        Assert.Equal(0, api.Commits);
        Assert.Equal(1 + CommandSender.MaxResends, proxy.Requests.Count(asked => asked.IsWrite));
    }

    [Fact]
    [Trait("Survives", "11 Writes: recreated between view and click")]
    public async Task An_object_recreated_between_the_last_look_and_the_write_is_left_alone()
    {
        var seen = Command("Scale");
        api.AfterRead = () =>
        {
            api.AfterRead = () => { };
            api.Deployment["metadata"]!["uid"] = "reborn";
            api.ChangeStatus();
        };

        Assert.IsType<CommandOutcome.Conflict>(await RunAsync(seen));

        Assert.Equal(0, api.Commits);
    }

    [Fact]
    [Trait("Survives", "11 Writes: two tabs")]
    public async Task Ten_tabs_over_a_network_that_loses_every_answer_have_one_effect()
    {
        using var lost = proxy.Rules.On(asked => asked.IsWrite, new Fault.LoseAnswer());

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => RunAsync(Command("Scale"))));

        Assert.Equal(1, api.Commits);
        Assert.All(outcomes, outcome =>
            Assert.True(outcome is CommandOutcome.Done or CommandOutcome.Conflict or CommandOutcome.Rejected, outcome.ToString()));
        Assert.Equal(5, api.Replicas);
    }

    [Fact]
    [Trait("Survives", "6 Redirects")]
    public async Task A_redirected_write_goes_nowhere_else()
    {
        await using var elsewhere = await WriteApi.StartAsync();
        using var redirect = proxy.Rules.On(
            asked => asked.IsWrite, new Fault.Answer(307) { Location = new Uri(elsewhere.Address, "/apis").ToString() });

        Assert.IsType<CommandOutcome.Rejected>(await RunAsync(Command("Scale")));

        Assert.Empty(elsewhere.Requests);
        Assert.Equal(0, api.Commits);
    }

    private ClusterCommand Command(string verb) => verb switch
    {
        "Scale" => new ClusterCommand.Scale(WorkloadKind.Deployment, Web, api.Uid, 3, 5),
        "Restart" => new ClusterCommand.Restart(Web, api.Uid, 4),
        _ => new ClusterCommand.Rollback(Web, api.Uid, 4, 2),
    };

    private Task<CommandOutcome> RunAsync(ClusterCommand command) =>
        new CommandRunner(time, new AccessReviews(time), log).RunAsync(Behind(proxy), command, CancellationToken.None);

    /// <summary>Somebody with the product's own client, by way of the proxy.</summary>
    private static Actor Behind(FaultProxy proxy) => new("ada", GuardedClient.Create(new ConnectionSettings
    {
        Server = proxy.Address, Credentials = TestCredentials.Token(WriteApi.Canary), Authorities = [FaultProxy.Authority],
    }), ReadOnly: false);
}
