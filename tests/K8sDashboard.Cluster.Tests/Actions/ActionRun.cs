using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.ApiServer;
using Prometheus;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Runs actions on one Deployment of a server over real HTTP, and records the log.</summary>
public abstract class ActionRun : IAsyncLifetime
{
    private protected static readonly ObjectRef Web = new("shop", "web");

    private protected RecordedLog Log { get; } = new();

    private protected WriteApi Api { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Api = await WriteApi.StartAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Api.DisposeAsync();
    }

    private protected ScaleAction Scale(int seen, int replicas) => new(new(DeploymentResource.Type, Web, Api.Uid), seen, replicas);

    private protected RollbackAction Rollback(long revision) => new(new(DeploymentResource.Type, Web, Api.Uid), 4, revision);

    private protected Task<ActionResult> RunAsync(IResourceAction action, Actor? actor = null) =>
        new ActionRunner(
            TimeProvider.System,
            new AccessReviews(TimeProvider.System),
            new WriteMetrics(new CollectorRegistry()),
            Log
        ).RunAsync(actor ?? Api.Actor(), action, CancellationToken.None);

    private protected static async Task<bool> OnWriteAsync(
        Microsoft.AspNetCore.Http.HttpContext context,
        int status,
        string type,
        string body
    )
    {
        if (context.Request.Method == "GET")
            return false;
        await WriteApi.AnswerAsync(context, status, type, body);
        return true;
    }
}
