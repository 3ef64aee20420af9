using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Manifests without required fields, and without optional ones.</summary>
public sealed class RequiredFieldsTests : IAsyncLifetime
{
    private const string Batch = "/apis/batch/v1/namespaces/shop";
    private const string Claims = "/api/v1/namespaces/shop/persistentvolumeclaims";
    private const string Scalers = "/apis/autoscaling/v2/namespaces/shop/horizontalpodautoscalers";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData($"{Batch}/cronjobs", """{"schedule":"* * * * *"}""", "spec.jobTemplate.spec.template.spec.containers: Required value")]
    [InlineData(
        $"{Batch}/cronjobs",
        """{"jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"a"}]}}}}}""",
        "spec.schedule: Required value"
    )]
    [InlineData(
        $"{Batch}/cronjobs",
        """{"schedule":"soon","jobTemplate":{"spec":{"template":{"spec":{"containers":[{"name":"a","image":"a"}]}}}}}""",
        "spec.schedule: Invalid value: \"soon\""
    )]
    [InlineData($"{Batch}/jobs", """{}""", "spec.template.spec.containers: Required value")]
    [InlineData(
        $"{Batch}/jobs",
        """{"template":{"spec":{"containers":[{"name":"a","image":"a"}]}}}""",
        "spec.template.spec.restartPolicy: Required value: valid values: \"OnFailure\", \"Never\""
    )]
    [InlineData(
        Claims,
        """{"resources":{"requests":{"storage":"1Gi"}}}""",
        "spec.accessModes: Required value: at least 1 access mode is required"
    )]
    [InlineData(Claims, """{"accessModes":["ReadWriteOnce"]}""", "spec.resources[storage]: Required value")]
    [InlineData(Scalers, """{"maxReplicas":3}""", "spec.scaleTargetRef.name: Required value")]
    [InlineData(
        Scalers,
        """{"maxReplicas":0,"scaleTargetRef":{"kind":"Deployment","name":"web"}}""",
        "spec.maxReplicas: Invalid value: 0: must be greater than 0"
    )]
    [InlineData(
        Scalers,
        """{"maxReplicas":3,"scaleTargetRef":{"kind":"Deployment","name":"web"},"metrics":[{"type":"Resource","resource":"""
            + """{"name":"cpu"}}]}""",
        "spec.metrics[0].resource.target.type: Required value"
    )]
    public async Task RequiredFields_MissingOrInvalid_AreRejectedByName(string path, string spec, string why)
    {
        var (code, body) = await cluster.SendAsync(HttpMethod.Post, path, $$"""{"metadata":{"name":"x"},"spec":{{spec}}}""");
        Assert.Equal(422, code);
        Assert.Contains(why, (string)JsonNode.Parse(body)!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        $"{Batch}/jobs",
        """{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"pi","image":"perl:5.34.0"}]}}}}"""
    )]
    [InlineData(
        $"{Batch}/cronjobs",
        """{"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"OnFailure","containers":"""
            + """[{"name":"a","image":"a"}]}}}}}}"""
    )]
    [InlineData("/apis/policy/v1/namespaces/shop/poddisruptionbudgets", """{}""")]
    [InlineData("/api/v1/nodes", """{}""")]
    [InlineData(
        "/apis/apps/v1/namespaces/shop/deployments",
        """{"spec":{"selector":{"matchExpressions":[{"key":"app","operator":"DoesNotExist"}]},"template":{"spec":{"containers":"""
            + """[{"name":"a","image":"a"}]}}}}"""
    )]
    public async Task RequiredFields_OptionalFieldsOmitted_ControllersKeepRunning(string path, string manifest)
    {
        var named = JsonNode.Parse(manifest)!.AsObject();
        named["metadata"] = new JsonObject { ["name"] = "x" };
        Assert.Equal(201, (await cluster.SendAsync(HttpMethod.Post, path, named.ToJsonString())).Code);
        using var living = new LivingCluster(cluster.Store, 7, Machines.All);
        for (var second = 0; second < 120; second++)
            living.Turn(TimeProvider.System.GetUtcNow().AddSeconds(second));
        if (path.StartsWith(Batch, StringComparison.Ordinal))
            Assert.Contains(cluster.Store.List<Pod>(), pod => pod.Metadata.OwnerReferences[0].Kind == nameof(Job));
    }
}
