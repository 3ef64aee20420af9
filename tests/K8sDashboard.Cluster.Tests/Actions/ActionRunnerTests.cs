using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>The effect of each action, its result and its audit log entry.</summary>
public sealed class ActionRunnerTests : ActionRun
{
    [Fact]
    public async Task ActionRunner_Scale_SetsReplicasAndReportsThem()
    {
        var result = await RunAsync(Scale(3, 5));

        Assert.Equal(new ActionResult.Done("deployment.apps/web scaled: 3 → 5 replicas"), result);
        Assert.Equal(5, Api.Replicas);
        Assert.Equal("PUT /apis/apps/v1/namespaces/shop/deployments/web/scale?fieldManager=k8s-dashboard", Assert.Single(Api.Writes));
    }

    [Fact]
    public async Task ActionRunner_Restart_ChangesOnlyTheRestartedAtAnnotation()
    {
        var before = Api.Deployment.At("spec")!.DeepClone();

        var result = await RunAsync(new RestartAction(new(DeploymentResource.Type, Web, Api.Uid), 4));

        Assert.Equal(new ActionResult.Done("deployment.apps/web restarted"), result);
        var after = Api.Deployment.At("spec")!.DeepClone();
        var annotations = after.At("template", "metadata", "annotations")!.AsObject();
        Assert.NotEqual("", annotations.Text("kubectl.kubernetes.io/restartedAt"));
        annotations.Remove("kubectl.kubernetes.io/restartedAt");
        Assert.True(JsonNode.DeepEquals(before, after));
    }

    [Fact]
    public async Task ActionRunner_Rollback_RestoresTheTemplateOfTheRevision()
    {
        var result = await RunAsync(Rollback(2));

        Assert.Equal(new ActionResult.Done("deployment.apps/web rolled back to revision 2, now revision 4"), result);
        Assert.Equal("registry.example/web:2.0", Api.Image);
        Assert.Equal("second version", Api.Deployment.Annotation("kubernetes.io/change-cause"));
        Assert.Contains("GET /apis/apps/v1/namespaces/shop/replicasets?labelSelector=app%3Dweb", Api.Requests);
    }

    [Fact]
    public async Task ActionRunner_ScaleDone_LeavesOneAuditLine()
    {
        var uid = Api.Uid;

        await RunAsync(Scale(3, 5));

        Assert.Equal(
            $"Write: user ada, Scale Deployment shop/web, uid {uid}, version read 512, written 513, result Done",
            Assert.Single(Log.Lines)
        );
    }

    [Fact]
    public async Task ActionRunner_LineBreakInUserName_IsEscapedInTheAuditLine()
    {
        await RunAsync(Scale(3, 5), Api.Actor() with { Name = "eve\nWrite: user ada\u001b[2K" });

        Assert.Contains("user eve\\u000aWrite: user ada\\u001b[2K,", Assert.Single(Log.Lines));
    }
}
