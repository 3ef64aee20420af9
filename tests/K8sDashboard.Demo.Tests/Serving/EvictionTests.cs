using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Policy.V1;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Evictions and disruption budgets.</summary>
public sealed class EvictionTests : IAsyncLifetime
{
    private const string Eviction =
        """{"apiVersion":"policy/v1","kind":"Eviction","metadata":{"name":"web-1"},"deleteOptions":{"gracePeriodSeconds":0}}""";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(0, 429)]
    [InlineData(1, 201)]
    public async Task Eviction_DisruptionBudget_AllowsItOrAnswers429(int allowed, int code)
    {
        cluster.Pod("web-1");
        cluster.Store.Create(
            new PodDisruptionBudget
            {
                Metadata = new ObjectMeta { Name = "web", Namespace = "shop" },
                Spec = new PodDisruptionBudgetSpec { Selector = new LabelSelector { MatchLabels = { ["app"] = "web" } } },
                Status = new PodDisruptionBudgetStatus
                {
                    DisruptionsAllowed = allowed,
                    CurrentHealthy = 2,
                    DesiredHealthy = 2,
                },
            }
        );
        var answer = await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/shop/pods/web-1/eviction", Eviction);
        Assert.Equal(code, answer.Code);
        Assert.Equal(code == 429, cluster.Store.Get<Pod>("shop", "web-1") is not null);
        if (code == 429)
            Assert.Contains("Cannot evict pod as it would violate the pod's disruption budget.", answer.Body);
    }

    [Fact]
    public async Task Eviction_WithoutDisruptionBudget_DeletesPod()
    {
        cluster.Pod("web-1");
        Assert.Equal(201, (await cluster.SendAsync(HttpMethod.Post, "/api/v1/namespaces/shop/pods/web-1/eviction", Eviction)).Code);
        Assert.Null(cluster.Store.Get<Pod>("shop", "web-1"));
    }
}
