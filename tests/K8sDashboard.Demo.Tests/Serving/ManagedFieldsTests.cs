using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Field ownership, compared with a recording of a real server, and of objects created by the simulation.</summary>
public sealed class ManagedFieldsTests : IAsyncLifetime
{
    private const string Apply = "application/apply-patch+yaml";
    private const string Web = "/apis/apps/v1/namespaces/shop/deployments/web";

    private static readonly string[] OfServer = ["uid", "resourceVersion", "creationTimestamp", "managedFields", "generation"];

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData("cronjobs", "/apis/batch/v1")]
    [InlineData("daemonsets", "/apis/apps/v1")]
    [InlineData("deployments", "/apis/apps/v1")]
    [InlineData("replicasets", "/apis/apps/v1")]
    [InlineData("endpointslices", "/apis/discovery.k8s.io/v1")]
    [InlineData("hpas", "/apis/autoscaling/v2")]
    [InlineData("ingresses", "/apis/networking.k8s.io/v1")]
    [InlineData("leases", "/apis/coordination.k8s.io/v1")]
    [InlineData("pdbs", "/apis/policy/v1")]
    public async Task ManagedFields_NewObject_MatchRecordedFields(string recorded, string api)
    {
        foreach (
            var item in JsonNode.Parse(Transcript.Text($"{recorded}.json.body"))!["items"]!
                .AsArray()
                .Cast<JsonObject>()
                .Where(item => item["metadata"]!["managedFields"] is not null)
        )
        {
            var meta = item["metadata"]!.AsObject();
            var wanted = meta["managedFields"]!.AsArray().Select(Fields).Aggregate((all, one) => all.Union(one));
            foreach (var name in OfServer)
                meta.Remove(name);
            item.Remove("status");
            meta["namespace"] = "shop";
            var plural = recorded switch
            {
                "hpas" => "horizontalpodautoscalers",
                "pdbs" => "poddisruptionbudgets",
                _ => recorded,
            };
            var (code, body) = await cluster.SendAsync(HttpMethod.Post, $"{api}/namespaces/shop/{plural}", item.ToJsonString());
            Assert.True(code == 201, body);
            Assert.Equal(
                WithoutStatus(wanted),
                Fields(Assert.Single(JsonNode.Parse(body)!["metadata"]!["managedFields"]!.AsArray())).ToString()
            );
        }
    }

    [Fact]
    public async Task ManagedFields_StatusOrScaleWritten_RecordSubresource()
    {
        cluster.Web();
        await cluster.SendAsync(
            HttpMethod.Patch,
            $"{Web}/scale?fieldManager=kubectl",
            """{"spec":{"replicas":5}}""",
            "application/merge-patch+json"
        );
        var (_, body) = await cluster.SendAsync(
            HttpMethod.Patch,
            $"{Web}/status?fieldManager=patcher",
            """{"spec":{"paused":true},"status":{"readyReplicas":2}}""",
            "application/merge-patch+json"
        );
        Assert.Equal(
            ["""kubectl scale {"f:spec":{"f:replicas":{}}}""", """patcher status {"f:status":{"f:readyReplicas":{}}}"""],
            JsonNode.Parse(body)!["metadata"]!["managedFields"]!
                .AsArray()
                .Select(entry => $"{entry!["manager"]} {entry["subresource"]} {Fields(entry)}")
                .Order()
        );
        (_, body) = await cluster.SendAsync(HttpMethod.Patch, $"{Web}?fieldManager=one", Configuration("""{"replicas":7}"""), Apply);
        Assert.Contains(
            """Apply failed with 1 conflict: conflict with \"kubectl\" with subresource \"scale\" using apps/v1: .spec.replicas""",
            body
        );
    }

    [Fact]
    public async Task ManagedFields_ObjectCreatedBySimulation_ConflictsWithFirstApply()
    {
        cluster.Web();
        var (code, body) = await cluster.SendAsync(HttpMethod.Patch, $"{Web}?fieldManager=one", Configuration("""{"replicas":7}"""), Apply);
        Assert.Equal(409, code);
        Assert.Contains("""conflict with \"before-first-apply\" using apps/v1: .spec.replicas""", body);
        Assert.Equal(
            200,
            (
                await cluster.SendAsync(HttpMethod.Patch, $"{Web}?fieldManager=one&force=true", Configuration("""{"replicas":7}"""), Apply)
            ).Code
        );
        Assert.Equal(7, cluster.Store.Get<Deployment>("shop", "web")!.Spec.Replicas);
    }

    [Fact]
    public async Task ManagedFields_StatusApplied_LeavesSpecUnchanged()
    {
        cluster.Web();
        var (code, body) = await cluster.SendAsync(
            HttpMethod.Patch,
            $"{Web}/status?fieldManager=one&force=true",
            """{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{"paused":true},"status":"""
                + """{"readyReplicas":1}}""",
            Apply
        );
        Assert.True(code == 200, body);
        var web = cluster.Store.Get<Deployment>("shop", "web")!;
        Assert.Equal((false, 1), (web.Spec.Paused, web.Status.ReadyReplicas));
    }

    [Fact]
    public async Task ManagedFields_MoreThanTenManagers_MergesOldestIntoOne()
    {
        cluster.Web();
        for (var number = 0; number < 14; number++)
            await cluster.SendAsync(
                HttpMethod.Patch,
                $"{Web}?fieldManager=m{number}",
                $$$"""{ "metadata": { "annotations": { "a{{{number}}}": "x" } } }""",
                "application/merge-patch+json"
            );
        var managers = cluster.Store.Get<Deployment>("shop", "web")!.Metadata.ManagedFields.Select(entry => entry.Manager).ToList();
        Assert.Equal(10, managers.Count);
        Assert.Contains("ancient-changes", managers);
        Assert.Contains("m13", managers);
    }

    private static FieldSet Fields(JsonNode? entry) =>
        FieldSet.Parse(System.Text.Encoding.UTF8.GetBytes(entry!["fieldsV1"]!.ToJsonString()));

    private static string WithoutStatus(FieldSet fields)
    {
        var json = JsonNode.Parse(fields.ToJson())!.AsObject();
        json.Remove("f:status");
        return FieldSet.Parse(System.Text.Encoding.UTF8.GetBytes(json.ToJsonString())).ToString();
    }

    private static string Configuration(string spec) =>
        $$"""{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web"},"spec":{{spec}}}""";
}
