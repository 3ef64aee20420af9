using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Tests.Serving;

namespace K8sDashboard.Demo.Tests.Access;

/// <summary>RBAC authorization by the stored roles, authentication, and access reviews.</summary>
public sealed class RightsTests : IAsyncLifetime
{
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        cluster.Web();
        cluster.Pod("a");
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData("admin", "GET", "/api/v1/nodes", 200)]
    [InlineData("viewer", "GET", "/api/v1/pods", 200)]
    [InlineData("viewer", "GET", "/api/v1/nodes", 200)]
    [InlineData("viewer", "GET", "/api/v1/secrets", 403)]
    [InlineData("viewer", "DELETE", "/api/v1/namespaces/shop/pods/a", 403)]
    [InlineData("developer", "GET", "/api/v1/pods", 403)]
    [InlineData("developer", "GET", "/api/v1/namespaces/shop/pods", 200)]
    [InlineData("developer", "GET", "/api/v1/namespaces/payments/pods", 403)]
    [InlineData("developer", "GET", "/api/v1/namespaces/shop", 200)]
    [InlineData("developer", "GET", "/api/v1/namespaces/payments", 403)]
    [InlineData("developer", "GET", "/apis/apps/v1/namespaces/shop/deployments/web/scale", 200)]
    [InlineData("developer", "DELETE", "/api/v1/namespaces/shop/pods/a", 200)]
    [InlineData("developer", "GET", "/apis", 200)]
    [InlineData("developer", "GET", "/metrics", 403)]
    [InlineData(null, "GET", "/livez", 200)]
    [InlineData(null, "GET", "/version", 200)]
    [InlineData(null, "GET", "/apis", 403)]
    [InlineData(null, "GET", "/api/v1/pods", 403)]
    public async Task Rbac_RolesOfUser_DecideStatusCode(string? user, string method, string path, int code) =>
        Assert.Equal(code, (await cluster.SendAsync(new HttpMethod(method), path, client: cluster.Client(user))).Code);

    [Fact]
    public async Task Rbac_ForbiddenRequest_HasRecordedBody()
    {
        var recorded = Transcript
            .Text("viewer-list-nodes-403.json.body")
            .Replace("system:serviceaccount:shop:viewer", "developer", StringComparison.Ordinal);
        Assert.Equal((403, recorded), await cluster.SendAsync(HttpMethod.Get, "/api/v1/nodes", client: cluster.Client("developer")));
    }

    [Fact]
    public async Task Rbac_UnknownToken_IsUnauthorizedWithRecordedBody()
    {
        var anonymous = cluster.Client(null);
        anonymous.DefaultRequestHeaders.Authorization = new("Bearer", "stolen");
        Assert.Equal(
            (401, Transcript.Text("unauthorized-401.json.body")),
            await cluster.SendAsync(HttpMethod.Get, "/livez", client: anonymous)
        );
    }

    [Fact]
    public async Task Rbac_RoleBindingDeleted_IsForbiddenAtOnce()
    {
        var developer = cluster.Client("developer");
        Assert.Equal(200, (await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods", client: developer)).Code);
        cluster.Store.Delete<RoleBinding>("shop", "edit-developer");
        Assert.Equal(403, (await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods", client: developer)).Code);
    }

    [Theory]
    [InlineData("viewer", """{"verb":"list","resource":"pods"}""", true)]
    [InlineData("developer", """{"verb":"list","resource":"pods"}""", false)]
    [InlineData("developer", """{"verb":"list","resource":"pods","namespace":"shop"}""", true)]
    [InlineData(
        "developer",
        """{"verb":"update","group":"apps","resource":"deployments","subresource":"scale","namespace":"shop","name":"web"}""",
        true
    )]
    [InlineData(
        "viewer",
        """{"verb":"update","group":"apps","resource":"deployments","subresource":"scale","namespace":"shop","name":"web"}""",
        false
    )]
    public async Task SelfSubjectAccessReview_ResourceAttributes_MatchesPermissions(string user, string attributes, bool allowed)
    {
        var body =
            """{"kind":"SelfSubjectAccessReview","apiVersion":"authorization.k8s.io/v1","spec":"""
            + $$$"""{"resourceAttributes":{{{attributes}}}}}""";
        var (code, answer) = await cluster.SendAsync(
            HttpMethod.Post,
            "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews",
            body,
            client: cluster.Client(user)
        );
        Assert.Equal((201, allowed), (code, (bool)JsonNode.Parse(answer)!["status"]!["allowed"]!));
    }

    [Fact]
    public async Task SelfSubjectReview_Developer_ReturnsUserName()
    {
        var (code, answer) = await cluster.SendAsync(
            HttpMethod.Post,
            "/apis/authentication.k8s.io/v1/selfsubjectreviews",
            "{}",
            client: cluster.Client("developer")
        );
        Assert.Equal((201, "developer"), (code, (string)JsonNode.Parse(answer)!["status"]!["userInfo"]!["username"]!));
    }

    [Fact]
    public async Task SelfSubjectRulesReview_Namespace_ListsRulesOfThatNamespace()
    {
        Assert.Contains("deployments/scale", await RulesAsync("shop"));
        Assert.DoesNotContain("deployments/scale", await RulesAsync("payments"));

        async Task<string> RulesAsync(string ns) =>
            (
                await cluster.SendAsync(
                    HttpMethod.Post,
                    "/apis/authorization.k8s.io/v1/selfsubjectrulesreviews",
                    $$$"""{"spec":{"namespace":"{{{ns}}}"}}""",
                    client: cluster.Client("developer")
                )
            ).Body;
    }

    [Fact]
    public async Task OpenApi_PatchOperation_DeclaresFieldValidation()
    {
        var index = await cluster.GetAsync("/openapi/v3");
        var apps = await cluster.GetAsync((string)index["paths"]!["apis/apps/v1"]!["serverRelativeURL"]!);
        var patch = apps["paths"]!["/apis/apps/v1/namespaces/{namespace}/deployments/{name}"]!["patch"]!;
        Assert.Contains("fieldValidation", patch["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!));
    }

    [Fact]
    public async Task Discovery_AppsV1_MatchesRecording()
    {
        var recorded = JsonNode.Parse(Transcript.Text("apps-v1.json.body"))!.AsObject();
        foreach (var resource in recorded["resources"]!.AsArray())
            resource!.AsObject().Remove("storageVersionHash");
        Assert.Equal(recorded.ToJsonString(), (await cluster.GetAsync("/apis/apps/v1")).ToJsonString());
    }
}
