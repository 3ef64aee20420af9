using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Exporters;
using K8sDashboard.Demo.Tests.Life;
using K8sDashboard.Demo.Tests.Serving;

namespace K8sDashboard.Demo.Tests.Exporters;

/// <summary>The metrics endpoint of the API server.</summary>
public sealed class OwnMetricsTests
{
    [Fact]
    public async Task ApiServerMetrics_AdminPrometheusOrViewer_AreServedOrForbidden()
    {
        var world = new World();
        var targets = new Targets(world.Cluster, World.Start);
        var prometheus = new ApiUser("prometheus", ["system:monitoring", "system:authenticated"], "t0ken");
        await using var cluster = await Simulated.StartAsync(options =>
            options with
            {
                Users = [.. options.Users, prometheus],
                Metrics = new OwnMetrics(world.Cluster, targets, world.Time).ReadAsync,
            }
        );

        var (code, body) = await cluster.SendAsync(HttpMethod.Get, "/metrics");
        var leader = world.Cluster.Hosts.Single(host => host.Machine.Name == world.Cluster.Leader).Machine.Address;
        var scraped = Exposition.ForScrape();
        targets.All().Single(target => target.Job == "kube-apiserver" && target.Address == $"{leader}:6443").Write(scraped, world.Now);
        Assert.Equal((200, scraped.ToString()), (code, body));
        Assert.Contains("apiserver_request_total{", body);

        (code, body) = await cluster.SendAsync(HttpMethod.Get, "/metrics", client: cluster.Client("viewer"));
        Assert.Equal(403, code);
        Assert.Contains("forbidden: User \\\"viewer\\\" cannot get path \\\"/metrics\\\"", body);
        using var scraper = new HttpRequestMessage(HttpMethod.Get, "/metrics")
        {
            Headers = { Authorization = new("Bearer", prometheus.Token) },
        };
        using var answer = await cluster.Client(null).SendAsync(scraper);
        Assert.Equal((200, "text/plain"), ((int)answer.StatusCode, answer.Content.Headers.ContentType!.MediaType));
    }
}
