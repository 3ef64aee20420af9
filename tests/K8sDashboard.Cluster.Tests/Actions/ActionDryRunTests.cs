using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

public sealed class ActionDryRunTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");
    private readonly RecordedLog log = new();
    private WriteApi api = null!;

    public async ValueTask InitializeAsync() => api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Fact]
    public async Task ActionDryRun_Scale_ShowsReplicasAndCommitsNothing()
    {
        var preview = Assert.IsType<ActionResult.Done>(await DryRunAsync(Scale(5)));

        Assert.Equal(["  replicas: 3"], Lines(preview, DiffMark.Removed));
        Assert.Equal(["  replicas: 5"], Lines(preview, DiffMark.Added));
        Assert.Empty(preview.Warnings);
        Assert.True(preview.IsDryRun);
        Assert.Equal(0, api.Commits);
        Assert.Empty(log.Lines);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 0)]
    public async Task ActionDryRun_ScaleFromOrToZero_ShowsTheReplicasAlone(int seen, int replicas)
    {
        api.Deployment["spec"]!["replicas"] = (long)seen;

        var preview = Assert.IsType<ActionResult.Done>(
            await DryRunAsync(new ScaleAction(new(DeploymentResource.Type, Web, api.Uid), seen, replicas))
        );

        Assert.Equal(["spec:", $"  replicas: {seen}", $"  replicas: {replicas}"], preview.Changes.Select(line => line.Text));
        Assert.Equal([DiffMark.Same, DiffMark.Removed, DiffMark.Added], preview.Changes.Select(line => line.Mark));
    }

    [Fact]
    public async Task ActionDryRun_ObjectWithoutLabelsAndAnnotations_ShowsNoNulls()
    {
        ((JsonObject)api.Deployment["metadata"]!).Remove("labels");
        ((JsonObject)api.Deployment["metadata"]!).Remove("annotations");
        api.Deployment["spec"]!["template"]!["metadata"]!["creationTimestamp"] = null;

        var preview = Assert.IsType<ActionResult.Done>(await DryRunAsync(new RestartAction(new(DeploymentResource.Type, Web, api.Uid), 4)));

        Assert.DoesNotContain(preview.Changes, line => line.Text.Contains("null", StringComparison.Ordinal));
        Assert.Contains(
            Lines(preview, DiffMark.Added),
            line => line.Contains("kubectl.kubernetes.io/restartedAt", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task ActionDryRun_WarningsBeforeANumberIsChosen_NameTheAutoscaler()
    {
        api.Autoscalers = WriteApi.Fixture("hpas.json");

        var warnings = await Runner().WarningsAsync(api.Actor(), Scale(3), CancellationToken.None);

        Assert.StartsWith("HorizontalPodAutoscaler web keeps between 3 and 9 replicas", Assert.Single(warnings));
        Assert.Empty(api.Writes);
    }

    [Fact]
    public async Task ActionDryRun_Rollback_ShowsTheDryRunDiffAndCommitsNothing()
    {
        var preview = Assert.IsType<ActionResult.Done>(
            await DryRunAsync(new RollbackAction(new(DeploymentResource.Type, Web, api.Uid), 4, 2))
        );

        Assert.Contains(
            Lines(preview, DiffMark.Removed),
            line => line.Contains("image: registry.example/web:3.0", StringComparison.Ordinal)
        );
        Assert.Contains(Lines(preview, DiffMark.Added), line => line.Contains("image: registry.example/web:2.0", StringComparison.Ordinal));
        Assert.DoesNotContain(preview.Changes, line => line.Text.Contains("last-applied", StringComparison.Ordinal));
        Assert.Equal(0, api.Commits);
    }

    [Fact]
    public async Task ActionDryRun_StatusChangesDuringRollback_IsDone()
    {
        var changes = 2;
        api.AfterRead = () =>
        {
            if (changes-- > 0)
                api.ChangeStatus();
        };

        Assert.IsType<ActionResult.Done>(await DryRunAsync(new RollbackAction(new(DeploymentResource.Type, Web, api.Uid), 4, 2)));
    }

    [Fact]
    public async Task ActionDryRun_AutoscalerOfTarget_IsNamedInTheWarning()
    {
        api.Autoscalers = WriteApi.Fixture("hpas.json");

        var preview = await DryRunAsync(Scale(5));

        Assert.StartsWith(
            "HorizontalPodAutoscaler web keeps between 3 and 9 replicas and will override this",
            Assert.Single(preview.Warnings)
        );
    }

    [Fact]
    public async Task ActionDryRun_AutoscalersServedOnlyAsV1_AreFound()
    {
        api.Instead = async context =>
        {
            if (context.Request.Path != "/apis/autoscaling/v1/namespaces/shop/horizontalpodautoscalers")
                return context.Request.Path.Value!.Contains("/v2/", StringComparison.Ordinal) && await NotFound(context);
            await WriteApi.AnswerAsync(context, 200, "application/json", WriteApi.FixtureText("hpas.json"));
            return true;
        };

        Assert.Single((await DryRunAsync(Scale(5))).Warnings);
    }

    [Fact]
    public async Task ActionDryRun_AutoscalerOfAnotherKind_GivesNoWarning()
    {
        api.Autoscalers = WriteApi.Fixture("hpas.json");
        api.Autoscalers["items"]![0]!["spec"]!["scaleTargetRef"]!["kind"] = "StatefulSet";

        Assert.Empty((await DryRunAsync(Scale(5))).Warnings);
    }

    [Fact]
    public async Task ActionDryRun_AutoscalersForbidden_WarnsThatTheyAreNotKnown()
    {
        api.Instead = async context =>
        {
            if (!context.Request.Path.Value!.Contains("autoscalers", StringComparison.Ordinal))
                return false;
            await WriteApi.AnswerAsync(context, 403, "application/json", WriteApi.FixtureText("forbidden.json"));
            return true;
        };

        Assert.Contains("is not known", Assert.Single((await DryRunAsync(Scale(5))).Warnings));
    }

    [Fact]
    public async Task ActionDryRun_WebhookWithoutDryRunSupport_IsUnknown()
    {
        api.Instead = async context =>
        {
            if (context.Request.Method == "GET")
                return false;
            await WriteApi.AnswerAsync(
                context,
                400,
                "application/json",
                """{"message":"admission webhook \"a\" does not support dry run"}"""
            );
            return true;
        };

        Assert.Equal(
            "admission webhook \"a\" does not support dry run",
            Assert.IsType<ActionResult.Unknown>(await DryRunAsync(Scale(5))).Message
        );
    }

    [Fact]
    public async Task ActionDryRun_ScaleToTheSameReplicas_IsRejectedWithoutAWrite()
    {
        Assert.IsType<ActionResult.Rejected>(await DryRunAsync(Scale(3)));
        Assert.Empty(api.Writes);
    }

    private static async Task<bool> NotFound(Microsoft.AspNetCore.Http.HttpContext context)
    {
        await WriteApi.AnswerAsync(context, 404, "text/plain", "404 page not found");
        return true;
    }

    private ScaleAction Scale(int replicas) => new(new(DeploymentResource.Type, Web, api.Uid), 3, replicas);

    private Task<ActionResult> DryRunAsync(IResourceAction action) => Runner().DryRunAsync(api.Actor(), action, CancellationToken.None);

    private ActionRunner Runner() =>
        new(TimeProvider.System, new AccessReviews(TimeProvider.System), new WriteMetrics(new CollectorRegistry()), log);

    private static IEnumerable<string> Lines(ActionResult.Done preview, DiffMark mark) =>
        preview.Changes.Where(line => line.Mark == mark).Select(line => line.Text);
}
