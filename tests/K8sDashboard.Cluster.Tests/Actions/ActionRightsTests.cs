using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

public sealed class ActionRightsTests : IAsyncLifetime
{
    private static readonly ObjectRef Web = new("shop", "web");
    private WriteApi api = null!;

    public async ValueTask InitializeAsync() => api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync() => api.DisposeAsync();

    [Theory]
    [InlineData("Scale")]
    [InlineData("Restart")]
    [InlineData("Roll back")]
    public async Task ActionRights_ScaleRestartAndRollback_EqualTheRightsOfTheirRequests(string verb)
    {
        var target = new ActionTarget(DeploymentResource.Type, Web, api.Uid);
        IResourceAction action = verb switch
        {
            "Scale" => new ScaleAction(target, 3, 5),
            "Restart" => new RestartAction(target, 4),
            _ => new RollbackAction(target, 4, 2),
        };

        var result = await new ActionRunner(
            TimeProvider.System,
            new AccessReviews(TimeProvider.System),
            new WriteMetrics(new CollectorRegistry()),
            new RecordedLog()
        ).RunAsync(api.Actor(), action, CancellationToken.None);

        Assert.IsType<ActionResult.Done>(result);
        Assert.Equal(api.Requests.Select(RightOf).ToHashSet(), [.. action.Definition.Rights(target)]);
    }

    // Derives the request attributes as the API server does for authorization.
    private static AccessRight RightOf(string request)
    {
        var (method, path) = request.Split(' ') switch
        {
            [var first, var second] => (first, second.Split('?')[0]),
            _ => throw new FormatException(request),
        };
        // "", apis, apps, v1, namespaces, shop, deployments, web, scale
        var parts = path.Split('/');
        var name = parts.ElementAtOrDefault(7) ?? "";
        var verb = method switch
        {
            "GET" => name.Length == 0 ? "list" : "get",
            "PUT" => "update",
            _ => method.ToLowerInvariant(),
        };
        return new(verb, parts[2], parts[6], parts.ElementAtOrDefault(8) ?? "", new(parts[5], name));
    }
}
