using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Creates, updates, scales and deletes, with error responses recorded from a real server.</summary>
public sealed class WriteTests : IAsyncLifetime
{
    private const string Web = "/apis/apps/v1/namespaces/shop/deployments/web";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task Create_Deployment_GetsDefaultsAndIgnoresSubmittedStatus()
    {
        var (code, body) = await cluster.SendAsync(
            HttpMethod.Post,
            "/apis/apps/v1/namespaces/shop/deployments",
            """
            {"metadata":{"name":"cart"},"spec":{"selector":{"matchLabels":{"app":"cart"}},"template":{"metadata":{"labels":{"app":"cart"}},
            "spec":{"containers":[{"name":"cart","image":"cart","resources":{"limits":{"cpu":"0.5"}}}]}}},"status":{"readyReplicas":7}}
            """
        );
        Assert.Equal(201, code);
        var cart = cluster.Store.Get<Deployment>("shop", "cart")!;
        Assert.Equal(
            (1, "RollingUpdate", "Always", 0),
            (cart.Spec.Replicas, cart.Spec.Strategy.Type, cart.Spec.Template.Spec.Containers[0].ImagePullPolicy, cart.Status.ReadyReplicas)
        );
        Assert.Equal("500m", cart.Spec.Template.Spec.Containers[0].Resources.Requests["cpu"].String);
        Assert.Equal(cart.Metadata.Uid, (string)JsonNode.Parse(body)!["metadata"]!["uid"]!);
    }

    [Fact]
    public async Task DryRun_PatchDeleteAndCreate_ChangeNothing()
    {
        cluster.Web();
        var before = cluster.Store.Version;
        var (code, body) = await cluster.SendAsync(
            HttpMethod.Patch,
            $"{Web}?dryRun=All",
            """{"spec":{"replicas":9}}""",
            "application/merge-patch+json"
        );
        Assert.Equal((200, 9), (code, (int)JsonNode.Parse(body)!["spec"]!["replicas"]!));
        await cluster.SendAsync(HttpMethod.Delete, $"{Web}?dryRun=All");
        await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/shop/configmaps?dryRun=All", """{"metadata":{"name":"x"}}""");
        Assert.Equal(before, cluster.Store.Version);
    }

    [Fact]
    public async Task Scale_OlderVersion_IsConflictWithRecordedBody()
    {
        cluster.Web();
        var scale = await cluster.GetAsync($"{Web}/scale");
        cluster.Store.Update(Scaled(4));
        scale["spec"]!["replicas"] = 5;
        var (code, body) = await cluster.SendAsync(HttpMethod.Put, $"{Web}/scale", scale.ToJsonString());
        Assert.Equal((409, Transcript.Text("scale-conflict.json.body")), (code, body));
        Assert.Equal(4, cluster.Store.Get<Deployment>("shop", "web")!.Spec.Replicas);
    }

    [Fact]
    public async Task Scale_Read_MatchesRecordedBody()
    {
        var web = cluster.Web(4);
        web.Status.Replicas = 5;
        cluster.Store.UpdateStatus(web);
        var recorded = JsonNode.Parse(Transcript.Text("scale-get.json.body"))!;
        var scale = await cluster.GetAsync($"{Web}/scale");
        foreach (var field in new[] { "uid", "resourceVersion", "creationTimestamp" })
        {
            Assert.NotNull(scale["metadata"]![field]);
            scale["metadata"]![field] = recorded["metadata"]![field]!.DeepClone();
        }

        Assert.Equal(recorded.ToJsonString(), scale.ToJsonString());
    }

    [Fact]
    public async Task Patch_NegativeReplicas_IsInvalidWithRecordedBody()
    {
        cluster.Web();
        var (code, body) = await cluster.SendAsync(HttpMethod.Patch, Web, """{"spec":{"replicas":-1}}""", "application/merge-patch+json");
        Assert.Equal((422, Transcript.Text("invalid.json.body")), (code, body));
    }

    [Fact]
    public async Task JsonPatch_TestFails_RejectsWholePatchWithRecordedBody()
    {
        cluster.Web();
        var (code, body) = await cluster.SendAsync(
            HttpMethod.Patch,
            Web,
            """[{"op":"replace","path":"/spec/replicas","value":9},{"op":"test","path":"/metadata/resourceVersion","value":"1"}]""",
            "application/json-patch+json"
        );
        Assert.Equal((422, Transcript.Text("jsonpatch-test-failed.json.body")), (code, body));
        Assert.Equal(3, cluster.Store.Get<Deployment>("shop", "web")!.Spec.Replicas);
    }

    [Fact]
    public async Task Patch_OlderVersionGiven_IsConflictAndWithoutVersionSucceeds()
    {
        var old = cluster.Web();
        cluster.Store.Update(Scaled(4));
        const string Merge = "application/strategic-merge-patch+json";
        Assert.Equal(
            409,
            (
                await cluster.SendAsync(
                    HttpMethod.Patch,
                    Web,
                    $$$"""{"metadata":{"resourceVersion":"{{{old.Metadata.ResourceVersion}}}"},"spec":{"paused":true}}""",
                    Merge
                )
            ).Code
        );
        Assert.Equal(200, (await cluster.SendAsync(HttpMethod.Patch, Web, """{"spec":{"paused":true}}""", Merge)).Code);
        var other = await cluster.SendAsync(
            HttpMethod.Patch,
            Web,
            $$$"""{"metadata":{"uid":"{{{Guid.Empty}}}"},"spec":{"paused":false}}""",
            Merge
        );
        Assert.Equal(422, other.Code);
        Assert.Contains("metadata.uid: Invalid value", other.Body);
    }

    [Fact]
    public async Task Patch_StatusOfDeployment_ChangesOnlyThroughSubresource()
    {
        cluster.Web();
        await cluster.SendAsync(HttpMethod.Patch, Web, """{"status":{"readyReplicas":1}}""", "application/merge-patch+json");
        Assert.Equal(3, cluster.Store.Get<Deployment>("shop", "web")!.Status.ReadyReplicas);
        await cluster.SendAsync(
            HttpMethod.Patch,
            $"{Web}/status",
            """{"spec":{"replicas":1},"status":{"readyReplicas":1}}""",
            "application/merge-patch+json"
        );
        var web = cluster.Store.Get<Deployment>("shop", "web")!;
        Assert.Equal((3, 1), (web.Spec.Replicas, web.Status.ReadyReplicas));
    }

    [Fact]
    public async Task Patch_UnknownField_IsRejectedWhenStrictElseWarned()
    {
        cluster.Web();
        const string Body = """{"spec":{"replica":9}}""";
        const string Type = "application/merge-patch+json";
        var (code, words) = await cluster.SendAsync(HttpMethod.Patch, $"{Web}?fieldValidation=Strict", Body, Type);
        Assert.Equal(400, code);
        Assert.Contains("strict decoding error: unknown field \\\"spec.replica\\\"", words);
        using var request = new HttpRequestMessage(HttpMethod.Patch, Web)
        {
            Content = new StringContent(Body, new System.Net.Http.Headers.MediaTypeHeaderValue(Type)),
        };
        using var response = await cluster.Admin.SendAsync(request);
        Assert.Equal(["299 - \"unknown field \\\"spec.replica\\\"\""], response.Headers.GetValues("Warning"));
    }

    [Fact]
    public async Task Delete_RunningPod_IsMarkedUntilDeletedWithGracePeriodZero()
    {
        cluster.Pod("web-1");
        var (code, _) = await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/shop/pods/web-1");
        var pod = cluster.Store.Get<Pod>("shop", "web-1")!;
        Assert.Equal((200, 30L, 2L), (code, pod.Metadata.DeletionGracePeriodSeconds, pod.Metadata.Generation));
        Assert.NotNull(pod.Metadata.DeletionTimestamp);
        await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/shop/pods/web-1?gracePeriodSeconds=0");
        Assert.Null(cluster.Store.Get<Pod>("shop", "web-1"));
        Assert.Equal(404, (await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/shop/pods/web-1")).Code);
    }

    [Fact]
    public async Task Delete_ForegroundPolicy_RemovesObjectAfterFinalizerIsCleared()
    {
        cluster.Web();
        var (_, body) = await cluster.SendAsync(
            HttpMethod.Delete,
            Web,
            """{"kind":"DeleteOptions","apiVersion":"v1","propagationPolicy":"Foreground"}"""
        );
        Assert.Equal("foregroundDeletion", (string)JsonNode.Parse(body)!["metadata"]!["finalizers"]![0]!);
        Assert.NotNull(cluster.Store.Get<Deployment>("shop", "web")!.Metadata.DeletionTimestamp);
        await cluster.SendAsync(HttpMethod.Patch, Web, """{"metadata":{"finalizers":null}}""", "application/merge-patch+json");
        Assert.Null(cluster.Store.Get<Deployment>("shop", "web"));
    }

    [Fact]
    public async Task Delete_UidPrecondition_IsConflictUnlessMatching()
    {
        var web = cluster.Web();
        Assert.Equal(409, (await cluster.SendAsync(HttpMethod.Delete, Web, $$$"""{"preconditions":{"uid":"{{{Guid.Empty}}}"}}""")).Code);
        var (code, body) = await cluster.SendAsync(HttpMethod.Delete, Web, $$$"""{"preconditions":{"uid":"{{{web.Metadata.Uid}}}"}}""");
        Assert.Equal(200, code);
        Assert.Equal(
            """{"kind":"Status","apiVersion":"v1","metadata":{},"status":"Success","details":"""
                + $$$"""{"name":"web","group":"apps","kind":"deployments","uid":"{{{web.Metadata.Uid}}}"}}""",
            body.Trim()
        );
    }

    [Theory]
    [InlineData("/api/v1/namespaces/shop/pods/none", 404, "pods \\\"none\\\" not found")]
    [InlineData("/apis/apps/v1beta1/deployments", 404, "404 page not found")]
    [InlineData("/api/v1/wheels", 404, "the server could not find the requested resource")]
    [InlineData("/nowhere", 404, "\"/apis/apps/v1\"")]
    [InlineData("/api/v1/pods?limit=x", 400, "invalid syntax")]
    [InlineData("/api/v1/pods?resourceVersion=999999", 504, "Too large resource version")]
    public async Task Get_UnknownPathOrInvalidQuery_ReportsReason(string path, int code, string words)
    {
        var answer = await cluster.SendAsync(HttpMethod.Get, path);
        Assert.Equal(code, answer.Code);
        Assert.Contains(words, answer.Body);
    }

    [Theory]
    [InlineData("no JSON", 400)]
    [InlineData("[]", 400)]
    [InlineData("""{"kind":"Pod","metadata":{"name":"x"}}""", 400)]
    [InlineData("""{"metadata":{"name":"Not A Name"}}""", 422)]
    [InlineData("""{"metadata":{}}""", 422)]
    [InlineData("""{"metadata":{"name":"x","namespace":"payments"}}""", 400)]
    [InlineData("""{"metadata":{"name":5}}""", 400)]
    [InlineData("""{"metadata":{"name":"x","labels":["a"]}}""", 400)]
    public async Task Create_InvalidBody_ChangesNothing(string body, int code)
    {
        var before = cluster.Store.Version;
        Assert.Equal(code, (await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/shop/configmaps", body)).Code);
        Assert.Equal(before, cluster.Store.Version);
    }

    [Theory]
    [InlineData("application/merge-patch+json", "[]")]
    [InlineData("application/merge-patch+json", "{\"spec\":{\"replicas\":1,\"replicas\":2}}")]
    [InlineData("application/merge-patch+json", "{\"spec\":[]}")]
    [InlineData("application/merge-patch+json", "{\"metadata\":{\"resourceVersion\":5}}")]
    [InlineData("application/strategic-merge-patch+json", "{\"spec\":{\"template\":{\"spec\":{\"containers\":[5]}}}}")]
    [InlineData("application/strategic-merge-patch+json", "{\"spec\":{\"template\":{\"spec\":{\"containers\":[{\"image\":\"x\"}]}}}}")]
    [InlineData("application/strategic-merge-patch+json", "{\"spec\":{\"strategy\":{\"$retainKeys\":5}}}")]
    [InlineData("application/json-patch+json", "{}")]
    [InlineData("application/json-patch+json", "[{\"op\":\"add\",\"path\":\"/spec/replicas\",\"value\":\"many\"}]")]
    public async Task Patch_InvalidContent_ChangesNothing(string type, string patch)
    {
        cluster.Web();
        var before = cluster.Store.Version;
        var (code, body) = await cluster.SendAsync(HttpMethod.Patch, Web, patch, type);
        Assert.InRange(code, 400, 422);
        Assert.Contains("\"status\":\"Failure\"", body);
        Assert.Equal(before, cluster.Store.Version);
    }

    [Fact]
    public async Task Delete_UnreadableOptions_DeletesNothing()
    {
        cluster.Web();
        Assert.Equal(
            400,
            (await cluster.SendAsync(HttpMethod.Delete, Web, "k8s\0\u0001\u0002", "application/vnd.kubernetes.protobuf")).Code
        );
        Assert.Equal(400, (await cluster.SendAsync(HttpMethod.Delete, Web, "nothing")).Code);
        Assert.NotNull(cluster.Store.Get<Deployment>("shop", "web"));
    }

    [Fact]
    public async Task Create_NamespaceMissingOrTerminating_IsRejected()
    {
        const string Body = """{"metadata":{"name":"x"}}""";
        Assert.Contains(
            "namespaces \\\"none\\\" not found",
            (await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/none/configmaps", Body)).Body
        );
        await cluster.SendAsync(HttpMethod.Delete, "/api/v1/namespaces/payments");
        Assert.Equal("Terminating", cluster.Store.Get<Namespace>("", "payments")!.Status.Phase);
        Assert.Equal(403, (await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/payments/configmaps", Body)).Code);
    }

    private Deployment Scaled(int replicas)
    {
        var web = cluster.Store.Get<Deployment>("shop", "web")!;
        web.Spec.Replicas = replicas;
        return web;
    }
}
