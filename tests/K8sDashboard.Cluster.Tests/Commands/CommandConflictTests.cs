using K8sDashboard.Cluster.Commands;

namespace K8sDashboard.Cluster.Tests.Commands;

/// <summary>Concurrent writes during a command.</summary>
public sealed class CommandConflictTests : CommandRun
{
    [Fact]
    public async Task CommandRunner_StatusChangesThreeTimesBeforeWrite_IsRetriedUntilDone()
    {
        var changes = 3;
        Api.AfterRead = () =>
        {
            if (changes-- > 0)
                Api.ChangeStatus();
        };

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Scale(3, 5)));
        Assert.Equal(1, Api.Commits);
        Assert.Equal(4, Api.Writes.Count());
    }

    [Fact]
    [Trait("Fault", "F11-409-storm")]
    public async Task CommandRunner_RollbackWithStatusChangedFiveTimesASecond_IsDone()
    {
        // A failed JSON patch test is a 422 without a distinguishable message.
        using var churn = new Timer(_ => Api.ChangeStatus(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        for (var round = 0; round < 20; round++)
        {
            var revision = round % 2 == 0 ? 2 : 3;
            var outcome = await RunAsync(new ClusterCommand.Rollback(Web, Api.Uid, 4 + round, revision));
            Assert.IsType<CommandOutcome.Done>(outcome);
        }

        Assert.Equal(20, Api.Commits);
    }

    [Fact]
    public async Task CommandRunner_RollbackPatchTestFailsTwice_IsRetriedOnTheNewVersion()
    {
        var changes = 2;
        Api.AfterRead = () =>
        {
            if (changes-- > 0)
                Api.ChangeStatus();
        };

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Rollback(2)));
        Assert.Equal(1, Api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-409-storm")]
    public async Task CommandRunner_ObjectChangesBeforeEveryWrite_IsConflictAfterMaxResends()
    {
        Api.AfterRead = Api.ChangeStatus;

        var outcome = Assert.IsType<CommandOutcome.Conflict>(await RunAsync(Scale(3, 5)));

        Assert.Contains("the object has been modified; please apply your changes to the latest version and try again", outcome.Message);
        Assert.Equal(1 + CommandSender.MaxResends, Api.Writes.Count());
        Assert.Equal(0, Api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-two-tabs")]
    public async Task CommandRunner_ReplicasChangedConcurrently_IsConflictWithTheNewNumber()
    {
        Api.AfterRead = () =>
        {
            Api.AfterRead = () => { };
            Api.Deployment["spec"]!["replicas"] = 7L;
            Api.ChangeStatus();
        };

        Assert.Equal(new CommandOutcome.Conflict("replicas are 7 now, not 3."), await RunAsync(Scale(3, 5)));
        Assert.Equal(7, Api.Replicas);
    }

    [Fact]
    [Trait("Fault", "F11-recreated")]
    public async Task CommandRunner_ObjectRecreatedWithOtherUid_IsConflictWithoutAWrite()
    {
        var command = Scale(3, 5);
        Api.Deployment["metadata"]!["uid"] = "another";

        Assert.IsType<CommandOutcome.Conflict>(await RunAsync(command));
        Assert.Empty(Api.Writes);
    }

    [Fact]
    [Trait("Fault", "F11-two-tabs")]
    public async Task CommandRunner_TwoConcurrentEqualScales_CommitOnce()
    {
        var outcomes = await Task.WhenAll(RunAsync(Scale(3, 5)), RunAsync(Scale(3, 5)));

        Assert.Equal(1, Api.Commits);
        Assert.Single(outcomes, outcome => outcome is CommandOutcome.Done);
    }
}
