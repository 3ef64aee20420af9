using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Tests.Serving;

namespace K8sDashboard.Demo.Tests.Access;

/// <summary>User impersonation.</summary>
public sealed class ImpersonationTests : IAsyncLifetime
{
    private const string Reviews = "/apis/authentication.k8s.io/v1/selfsubjectreviews";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData("developer", null, "developer", "system:authenticated")]
    [InlineData("jane", "ops", "jane", "ops,system:authenticated")]
    [InlineData(
        "system:serviceaccount:shop:robot",
        null,
        "system:serviceaccount:shop:robot",
        "system:serviceaccounts,system:serviceaccounts:shop,system:authenticated"
    )]
    public async Task Impersonation_AdminAsAnyUser_HasThatUserAndGroups(string user, string? group, string name, string groups)
    {
        var info = JsonNode.Parse((await AskAsync("admin", user, group, HttpMethod.Post, Reviews, "{}")).Body)!["status"]!["userInfo"]!;
        Assert.Equal((name, groups), ((string)info["username"]!, string.Join(',', info["groups"]!.AsArray())));
    }

    [Fact]
    public async Task Impersonation_AsAnonymous_SelfReviewIsForbidden() =>
        Assert.Equal(403, (await AskAsync("admin", "system:anonymous", null, HttpMethod.Post, Reviews, "{}")).Code);

    [Fact]
    public async Task Impersonation_AsDeveloper_HasDeveloperPermissionsOnly()
    {
        Assert.Equal(200, (await AskAsync("admin", "developer", null, HttpMethod.Get, "/api/v1/namespaces/shop/pods")).Code);
        Assert.Equal(403, (await AskAsync("admin", "developer", null, HttpMethod.Get, "/api/v1/namespaces/payments/pods")).Code);
    }

    [Theory]
    [InlineData(
        "jane",
        null,
        "users \"jane\" is forbidden: User \"viewer\" cannot impersonate resource \"users\" in API group \"\" at the cluster scope"
    )]
    [InlineData(
        "system:serviceaccount:shop:robot",
        null,
        "serviceaccounts \"robot\" is forbidden: User \"viewer\" cannot impersonate resource \"serviceaccounts\" in API group "
            + "\"\" in the namespace \"shop\""
    )]
    public async Task Impersonation_ByViewer_IsForbidden(string user, string? group, string why)
    {
        var (code, body) = await AskAsync("viewer", user, group, HttpMethod.Get, "/api/v1/pods");
        Assert.Equal((403, why), (code, (string)JsonNode.Parse(body)!["message"]!));
    }

    [Fact]
    public async Task Impersonation_ExtraWithoutPermission_IsForbidden()
    {
        GiveRight(
            "viewer",
            new PolicyRule
            {
                Verbs = { "impersonate" },
                ApiGroups = { "" },
                Resources = { "users" },
            }
        );
        Assert.Equal(200, (await AskAsync("viewer", "developer", null, HttpMethod.Get, "/api/v1/namespaces/shop/pods")).Code);
        var client = cluster.Client("viewer");
        client.DefaultRequestHeaders.Add("Impersonate-User", "developer");
        client.DefaultRequestHeaders.Add("Impersonate-Extra-Scopes", "view");
        var (code, body) = await cluster.SendAsync(HttpMethod.Get, "/api/v1/namespaces/shop/pods", client: client);
        Assert.Equal(
            (
                403,
                "userextras.authentication.k8s.io \"view\" is forbidden: User \"viewer\" cannot impersonate resource "
                    + "\"userextras/scopes\" in API group \"authentication.k8s.io\" at the cluster scope"
            ),
            (code, (string)JsonNode.Parse(body)!["message"]!)
        );
    }

    [Fact]
    public async Task Impersonation_GroupWithoutUser_Answers500() =>
        Assert.Equal(500, (await AskAsync("admin", null, "ops", HttpMethod.Get, "/api/v1/pods")).Code);

    [Fact]
    public async Task Impersonation_KubectlAuthCanIAsDeveloper_ReflectsDeveloperPermissions()
    {
        using var kubectl = new Kubectl(cluster);
        Assert.StartsWith("no", await kubectl.RunAsync("auth can-i delete pods -n payments --as developer"));
        Assert.Equal("yes", await kubectl.RunAsync("auth can-i delete pods -n shop --as developer"));
    }

    private void GiveRight(string user, PolicyRule rule)
    {
        cluster.Store.Create(
            new ClusterRole
            {
                Metadata = new() { Name = "more" },
                Rules = { rule },
            }
        );
        cluster.Store.Create(
            new ClusterRoleBinding
            {
                Metadata = new() { Name = "more" },
                Subjects =
                {
                    new Subject { Kind = "User", Name = user },
                },
                RoleRef = new RoleRef { Kind = "ClusterRole", Name = "more" },
            }
        );
    }

    private async Task<(int Code, string Body)> AskAsync(
        string sender,
        string? user,
        string? group,
        HttpMethod method,
        string path,
        string? body = null
    )
    {
        var client = cluster.Client(sender);
        if (user is not null)
            client.DefaultRequestHeaders.Add("Impersonate-User", user);
        if (group is not null)
            client.DefaultRequestHeaders.Add("Impersonate-Group", group);
        return await cluster.SendAsync(method, path, body, client: client);
    }
}
