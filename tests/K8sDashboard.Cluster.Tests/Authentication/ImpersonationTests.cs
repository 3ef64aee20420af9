using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Tests.Connection;
using K8sDashboard.Cluster.Tests.Kubeconfigs;

namespace K8sDashboard.Cluster.Tests.Authentication;

/// <summary>Impersonation headers are on every request by any client: otherwise the token's own rights would apply.</summary>
public sealed class ImpersonationTests : IAsyncLifetime
{
    private const string Seen = "a: Bearer alice impersonate-group=dev|ops impersonate-user=jane";

    private readonly TestAuthority authority = new();
    private IdentityServer server = null!;
    private ClusterConnection connection = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        server = await IdentityServer.StartAsync("a", authority);
        connection = new ClusterIdentity(Settings(), "test", "admin", "default").Connect();
    }

    public async ValueTask DisposeAsync()
    {
        connection.Dispose();
        await server.DisposeAsync();
        authority.Dispose();
    }

    [Fact]
    public async Task Impersonation_ListWatchAndServiceProxyRequests_SendUserAndGroups()
    {
        foreach (
            var path in (string[])
                [
                    "api/v1/pods?limit=500",
                    "api/v1/pods?watch=true",
                    "api/v1/namespaces/monitoring/services/prometheus:9090/proxy/api/v1/query",
                ]
        )
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
            using var answer = await connection.SendAsync(request, Cancellation);
            Assert.Equal(Seen, JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["identity"]!.GetValue<string>());
        }
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("PATCH")]
    [InlineData("POST")]
    public async Task Impersonation_ReadAndWriteRequests_SendUserAndGroups(string method)
    {
        var answer = await new ApiClient(connection.Client, TimeProvider.System).SendAsync(
            new(method),
            "api/v1/namespaces/shop/configmaps/x",
            method == "GET" ? null : new JsonObject { ["a"] = new string('x', 9_000) },
            "application/json",
            Cancellation
        );
        Assert.Equal(Seen, Assert.IsType<ApiAnswer.Success>(answer).Body["identity"]!.GetValue<string>());
    }

    [Fact]
    public async Task Impersonation_SeveralGroupsThroughHttpProxy_LeavesTheTlsTunnelIntact()
    {
        await using var proxy = new CountingProxy();
        var settings = Settings() with { Proxy = new($"http://127.0.0.1:{proxy.Port}") };
        using var proxied = new ClusterIdentity(settings, "test", "admin", "default").Connect();
        var api = new ApiClient(proxied.Client, TimeProvider.System);
        // One encrypted record in 256 ends like the beginning of a placeholder.
        for (var request = 0; request < 2_000; request++)
        {
            var answer = await api.GetAsync($"api/v1/namespaces/shop/configmaps/x{request}", Cancellation);
            Assert.Equal(Seen, Assert.IsType<ApiAnswer.Success>(answer).Body["identity"]!.GetValue<string>());
        }

        Assert.InRange(proxy.Connections, 1, 2_000);
    }

    [Fact]
    public async Task Impersonation_AccessReviewRequest_SendsUserAndGroups()
    {
        await new AccessReview(new Actor("jane", connection.Client, ReadOnly: false), TimeProvider.System).AskAsync(
            new("list", "", "pods", "", new("", ""))
        );
        Assert.Equal(Seen, Assert.Single(server.Answered));
    }

    [Fact]
    public void Impersonation_ConnectionSummary_ShowsImpersonatedUserAndImpersonator()
    {
        Assert.Equal("jane", connection.User);
        Assert.Equal("jane, impersonated by admin", connection.Summary.Identity);
    }

    private ConnectionSettings Settings() =>
        new()
        {
            Server = new($"https://127.0.0.1:{server.Port}/"),
            Authorities = [authority.Certificate],
            Credentials = TestCredentials.Token("alice"),
            Impersonation = new(
                "jane",
                "",
                ["dev", "ops"],
                System.Collections.Immutable.ImmutableSortedDictionary<string, System.Collections.Immutable.ImmutableArray<string>>.Empty
            ),
        };
}
