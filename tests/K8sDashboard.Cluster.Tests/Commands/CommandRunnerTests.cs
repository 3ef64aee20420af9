using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Commands;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Microsoft.Extensions.Time.Testing;

namespace K8sDashboard.Cluster.Tests.Commands;

public sealed class CommandRunnerTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");
    private readonly RecordedLog log = new();
    private WriteApi api = null!;

    public async ValueTask InitializeAsync() => api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task Scaling_changes_the_replicas_and_says_so()
    {
        var outcome = await RunAsync(Scale(3, 5));

        Assert.Equal(new CommandOutcome.Done("deployment.apps/web scaled: 3 → 5 replicas"), outcome);
        Assert.Equal(5, api.Replicas);
        Assert.Equal("PUT /apis/apps/v1/namespaces/shop/deployments/web/scale?fieldManager=k8s-dashboard", Assert.Single(api.Writes));
    }

    [Fact]
    public async Task Restarting_changes_one_annotation_of_the_template()
    {
        var before = api.Deployment.At("spec")!.DeepClone();

        var outcome = await RunAsync(new ClusterCommand.Restart(Web, api.Uid, 4));

        Assert.Equal(new CommandOutcome.Done("deployment.apps/web restarted"), outcome);
        var after = api.Deployment.At("spec")!.DeepClone();
        var annotations = after.At("template", "metadata", "annotations")!.AsObject();
        Assert.NotEqual("", annotations.Text("kubectl.kubernetes.io/restartedAt"));
        annotations.Remove("kubectl.kubernetes.io/restartedAt");
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public async Task Rolling_back_brings_the_template_of_that_revision()
    {
        var outcome = await RunAsync(Rollback(2));

        Assert.Equal(new CommandOutcome.Done("deployment.apps/web rolled back to revision 2"), outcome);
        Assert.Equal("registry.example/web:2.0", api.Image);
        Assert.Equal("second version", api.Deployment.Annotation("kubernetes.io/change-cause"));
        Assert.Contains("GET /apis/apps/v1/namespaces/shop/replicasets?labelSelector=app%3Dweb", api.Requests);
    }

    [Fact]
    public async Task A_status_that_changes_between_read_and_write_does_not_stop_a_command()
    {
        var changes = 3;
        api.AfterRead = () => { if (changes-- > 0) api.ChangeStatus(); };

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Scale(3, 5)));
        Assert.Equal(1, api.Commits);
        Assert.Equal(4, api.Writes.Count());
    }

    [Fact]
    [Trait("Survives", "11 Writes: 409 storm")]
    public async Task A_status_that_changes_five_times_a_second_does_not_stop_a_rollback()
    {
        // The answer to a failed JSON patch test is a 422 that does not tell why.
        using var churn = new Timer(_ => api.ChangeStatus(), null, TimeSpan.Zero, TimeSpan.FromMilliseconds(200));

        for (var round = 0; round < 20; round++)
        {
            var revision = round % 2 == 0 ? 2 : 3;
            var outcome = await RunAsync(new ClusterCommand.Rollback(Web, api.Uid, 4 + round, revision));
            Assert.IsType<CommandOutcome.Done>(outcome);
        }

        Assert.Equal(20, api.Commits);
    }

    [Fact]
    public async Task A_failed_patch_test_is_tried_again_on_the_new_version()
    {
        var changes = 2;
        api.AfterRead = () => { if (changes-- > 0) api.ChangeStatus(); };

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Rollback(2)));
        Assert.Equal(1, api.Commits);
    }

    [Fact]
    [Trait("Survives", "11 Writes: 409 storm")]
    public async Task An_object_that_changes_faster_than_it_can_be_written_ends_as_a_conflict()
    {
        api.AfterRead = api.ChangeStatus;

        var outcome = Assert.IsType<CommandOutcome.Conflict>(await RunAsync(Scale(3, 5)));

        Assert.Contains("the object has been modified; please apply your changes to the latest version and try again", outcome.Message);
        Assert.Equal(1 + CommandSender.MaxResends, api.Writes.Count());
        Assert.Equal(0, api.Commits);
    }

    [Fact]
    [Trait("Survives", "11 Writes: two tabs")]
    public async Task Somebody_elses_scaling_in_between_is_a_conflict_with_the_new_number()
    {
        api.AfterRead = () =>
        {
            api.AfterRead = () => { };
            api.Deployment["spec"]!["replicas"] = 7L;
            api.ChangeStatus();
        };

        Assert.Equal(new CommandOutcome.Conflict("replicas are 7 now, not 3."), await RunAsync(Scale(3, 5)));
        Assert.Equal(7, api.Replicas);
    }

    [Fact]
    [Trait("Survives", "11 Writes: recreated between view and click")]
    public async Task An_object_created_again_under_the_same_name_is_left_alone()
    {
        var command = Scale(3, 5);
        api.Deployment["metadata"]!["uid"] = "another";

        Assert.IsType<CommandOutcome.Conflict>(await RunAsync(command));
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task A_paused_deployment_is_not_rolled_back()
    {
        api.Deployment["spec"]!["paused"] = true;

        Assert.Contains("paused", Assert.IsType<CommandOutcome.Rejected>(await RunAsync(Rollback(2))).Message);
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task A_refusal_reaches_the_person_in_the_servers_own_words()
    {
        api.Instead = context => OnWrite(context, 422, "application/json", WriteApi.FixtureText("invalid.json"));

        var outcome = await RunAsync(Scale(3, -1));

        Assert.Equal(new CommandOutcome.Rejected("Deployment.apps \"web\" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0"), outcome);
        Assert.Single(api.Writes);
    }

    [Fact]
    public async Task A_rollback_that_is_really_invalid_is_not_sent_again()
    {
        api.Instead = context => OnWrite(context, 422, "application/json", WriteApi.FixtureText("invalid.json"));

        Assert.IsType<CommandOutcome.Rejected>(await RunAsync(Rollback(2)));
        Assert.Single(api.Writes);
    }

    [Fact]
    public async Task A_missing_right_is_told_as_the_server_tells_it()
    {
        api.Instead = context => OnWrite(context, 403, "application/json", WriteApi.FixtureText("forbidden.json"));

        var outcome = Assert.IsType<CommandOutcome.Denied>(await RunAsync(Scale(3, 5)));

        Assert.StartsWith("nodes is forbidden: User \"system:serviceaccount:shop:viewer\" cannot list", outcome.Message);
        Assert.Single(api.Writes);
    }

    [Theory]
    [InlineData("text/plain", "  quota webhook said no\n", "quota webhook said no")]
    [InlineData("text/html", "<html><h1>Nope</h1></html>", "HTTP 400 BadRequest: an HTML page, which no API server sends; a proxy or another server answered.")]
    [InlineData("application/json", "{\"message\":", "{\"message\":")]
    [InlineData("application/json", "", "HTTP 400 BadRequest")]
    [InlineData("application/json", "{\"message\":\"a\\u001b[31mred\"}", "a\\u001b[31mred")]
    public async Task Whatever_a_refusal_is_written_in_something_readable_comes_of_it(string type, string body, string message)
    {
        api.Instead = context => OnWrite(context, 400, type, body);

        Assert.Equal(new CommandOutcome.Rejected(message), await RunAsync(Scale(3, 5)));
    }

    [Fact]
    [Trait("Survives", "11 Writes: outcome told")]
    public async Task A_server_error_without_effect_is_a_refusal()
    {
        api.Instead = context => OnWrite(context, 500, "application/json", """{"kind":"Status","message":"etcdserver: request timed out","code":500}""");

        Assert.Equal(new CommandOutcome.Rejected("etcdserver: request timed out"), await RunAsync(Scale(3, 5)));
        Assert.Single(api.Writes);
    }

    [Fact]
    [Trait("Survives", "11 Writes: reply lost after commit")]
    public async Task A_server_error_after_the_effect_is_done()
    {
        api.AfterCommit = context => WriteApi.AnswerAsync(context, 500, "application/json", """{"message":"etcdserver: request timed out"}""")
            .ContinueWith(_ => context.Abort(), TaskScheduler.Default);

        Assert.IsType<CommandOutcome.Done>(await RunAsync(Scale(3, 5)));
        Assert.Equal(1, api.Commits);
    }

    [Theory]
    [InlineData("Scale")]
    [InlineData("Restart")]
    [InlineData("Rollback")]
    [Trait("Survives", "11 Writes: reply lost after commit")]
    public async Task A_reply_lost_after_the_effect_is_found_by_looking_and_nothing_is_sent_twice(string verb)
    {
        api.AfterCommit = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };

        var outcome = await RunAsync(verb switch { "Scale" => Scale(3, 5), "Restart" => new ClusterCommand.Restart(Web, api.Uid, 4), _ => Rollback(2) });

        Assert.Contains("the answer was lost", Assert.IsType<CommandOutcome.Done>(outcome).Message);
        Assert.Equal(1, api.Commits);
        Assert.Single(api.Writes);
    }

    [Fact]
    [Trait("Survives", "11 Writes: no answer")]
    public async Task A_write_that_may_still_come_is_unknown()
    {
        api.Instead = context =>
        {
            if (context.Request.Method == "PUT") context.Abort();
            return Task.FromResult(context.Request.Method == "PUT");
        };

        Assert.Contains("it may still come", Assert.IsType<CommandOutcome.Unknown>(await RunAsync(Scale(3, 5))).Message);
        Assert.Single(api.Writes);
    }

    [Fact]
    public async Task A_success_that_no_api_server_gave_is_not_believed()
    {
        api.Instead = context => OnWrite(context, 200, "text/html", "<html>Please log in</html>");

        Assert.IsType<CommandOutcome.Unknown>(await RunAsync(Scale(3, 5)));
    }

    [Fact]
    [Trait("Survives", "11 Writes: no answer")]
    public async Task A_server_that_never_answers_is_left_after_the_deadline_and_asked_what_became_of_it()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UnixEpoch);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        api.AfterCommit = async context =>
        {
            arrived.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, context.RequestAborted).ContinueWith(_ => { }, TaskScheduler.Default);
        };

        var running = new CommandRunner(time, new AccessReviews(time), log).RunAsync(api.Actor(), Scale(3, 5), CancellationToken.None);
        await arrived.Task;
        time.Advance(ApiClient.Deadline);

        Assert.IsType<CommandOutcome.Done>(await running);
    }

    [Fact]
    [Trait("Survives", "11 Writes: outcome told")]
    public async Task Closing_the_dialog_after_the_write_was_sent_does_not_hide_its_outcome()
    {
        using var closed = new CancellationTokenSource();
        api.AfterCommit = _ => closed.CancelAsync();

        Assert.IsType<CommandOutcome.Done>(await new CommandRunner(TimeProvider.System, new AccessReviews(TimeProvider.System), log).RunAsync(api.Actor(), Scale(3, 5), closed.Token));
        Assert.Contains("result Done", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task An_api_server_that_cannot_be_reached_was_sent_nothing()
    {
        var actor = api.Actor();
        await api.DisposeAsync();

        var outcome = Assert.IsType<CommandOutcome.Rejected>(await RunAsync(Scale(3, 5), actor));

        Assert.StartsWith("Nothing was sent", outcome.Message);
    }

    [Fact]
    [Trait("Survives", "11 Writes: two tabs")]
    public async Task Two_tabs_that_scale_alike_have_one_effect()
    {
        var outcomes = await Task.WhenAll(RunAsync(Scale(3, 5)), RunAsync(Scale(3, 5)));

        Assert.Equal(1, api.Commits);
        Assert.Single(outcomes, outcome => outcome is CommandOutcome.Done);
    }

    [Fact]
    public async Task Nothing_leaves_a_read_only_dashboard()
    {
        Assert.IsType<CommandOutcome.Denied>(await RunAsync(Scale(3, 5), api.Actor(readOnly: true)));
        Assert.Empty(api.Requests);
    }

    [Fact]
    public async Task Every_write_leaves_one_audit_line()
    {
        var uid = api.Uid;

        await RunAsync(Scale(3, 5));

        Assert.Equal($"Write: user ada, Scale Deployment shop/web, uid {uid}, version read 512, written 513, result Done", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task A_name_cannot_forge_a_line_of_the_audit_log()
    {
        await RunAsync(Scale(3, 5), api.Actor() with { Name = "eve\nWrite: user ada\u001b[2K" });

        Assert.Contains("user eve\\u000aWrite: user ada\\u001b[2K,", Assert.Single(log.Lines));
    }

    [Fact]
    public async Task The_bearer_token_is_in_no_log_line_and_no_outcome()
    {
        var outcomes = new List<CommandOutcome>();
        foreach (var status in (int[])[200, 400, 401, 403, 409, 422, 503])
        {
            api.Instead = context => OnWrite(context, status, "text/plain", "no");
            outcomes.Add(await RunAsync(Scale(3, 5)));
        }

        Assert.Equal(7, log.Lines.Count);
        Assert.DoesNotContain(log.Lines, line => line.Contains(WriteApi.Canary, StringComparison.Ordinal));
        Assert.DoesNotContain(outcomes, outcome => outcome.ToString().Contains(WriteApi.Canary, StringComparison.Ordinal));
    }

    private ClusterCommand.Scale Scale(int seen, int replicas) => new(WorkloadKind.Deployment, Web, api.Uid, seen, replicas);

    private ClusterCommand.Rollback Rollback(long revision) => new(Web, api.Uid, 4, revision);

    private Task<CommandOutcome> RunAsync(ClusterCommand command, Actor? actor = null) =>
        new CommandRunner(TimeProvider.System, new AccessReviews(TimeProvider.System), log).RunAsync(actor ?? api.Actor(), command, CancellationToken.None);

    private static async Task<bool> OnWrite(Microsoft.AspNetCore.Http.HttpContext context, int status, string type, string body)
    {
        if (context.Request.Method == "GET") return false;
        await WriteApi.AnswerAsync(context, status, type, body);
        return true;
    }
}
