using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Concurrent writes during an action.</summary>
public sealed class ActionConflictTests : ActionRun
{
    [Fact]
    public async Task ActionRunner_StatusChangesThreeTimesBeforeWrite_IsRetriedUntilDone()
    {
        var changes = 3;
        Api.AfterRead = () =>
        {
            if (changes-- > 0)
                Api.ChangeStatus();
        };

        Assert.IsType<ActionResult.Done>(await RunAsync(Scale(3, 5)));
        Assert.Equal(1, Api.Commits);
        Assert.Equal(4, Api.Writes.Count());
    }

    [Fact]
    [Trait("Fault", "F11-409-storm")]
    public async Task ActionRunner_RollbackWithStatusChangedFiveTimesASecond_IsDone()
    {
        // A failed JSON patch test is a 422 without a distinguishable message.
        using var churn = new Timer(_ => Api.ChangeStatus(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        for (var round = 0; round < 20; round++)
        {
            var revision = round % 2 == 0 ? 2 : 3;
            var result = await RunAsync(new RollbackAction(new(DeploymentResource.Type, Web, Api.Uid), 4 + round, revision));
            Assert.IsType<ActionResult.Done>(result);
        }

        Assert.Equal(20, Api.Commits);
    }

    [Fact]
    public async Task ActionRunner_RollbackPatchTestFailsTwice_IsRetriedOnTheNewVersion()
    {
        var changes = 2;
        Api.AfterRead = () =>
        {
            if (changes-- > 0)
                Api.ChangeStatus();
        };

        Assert.IsType<ActionResult.Done>(await RunAsync(Rollback(2)));
        Assert.Equal(1, Api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-409-storm")]
    public async Task ActionRunner_ObjectChangesBeforeEveryWrite_IsConflictAfterMaxResends()
    {
        Api.AfterRead = Api.ChangeStatus;

        var result = Assert.IsType<ActionResult.Conflict>(await RunAsync(Scale(3, 5)));

        Assert.Contains("the object has been modified; please apply your changes to the latest version and try again", result.Message);
        Assert.Equal(1 + ActionSender.MaxResends, Api.Writes.Count());
        Assert.Equal(0, Api.Commits);
    }

    [Fact]
    [Trait("Fault", "F11-two-tabs")]
    public async Task ActionRunner_ReplicasChangedConcurrently_IsConflictWithTheNewNumber()
    {
        Api.AfterRead = () =>
        {
            Api.AfterRead = () => { };
            Api.Deployment["spec"]!["replicas"] = 7L;
            Api.ChangeStatus();
        };

        Assert.Equal(new ActionResult.Conflict("replicas are 7 now, not 3."), await RunAsync(Scale(3, 5)));
        Assert.Equal(7, Api.Replicas);
    }

    [Fact]
    [Trait("Fault", "F11-recreated")]
    public async Task ActionRunner_ObjectRecreatedWithOtherUid_IsConflictWithoutAWrite()
    {
        var action = Scale(3, 5);
        Api.Deployment["metadata"]!["uid"] = "another";

        Assert.IsType<ActionResult.Conflict>(await RunAsync(action));
        Assert.Empty(Api.Writes);
    }

    [Fact]
    [Trait("Fault", "F11-two-tabs")]
    public async Task ActionRunner_TwoConcurrentEqualScales_CommitOnce()
    {
        var results = await Task.WhenAll(RunAsync(Scale(3, 5)), RunAsync(Scale(3, 5)));

        Assert.Equal(1, Api.Commits);
        Assert.Single(results, result => result is ActionResult.Done);
    }
}
