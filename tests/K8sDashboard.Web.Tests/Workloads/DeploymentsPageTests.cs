using Bunit;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources.Workloads;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Web.Tests.Workloads;

public sealed class DeploymentsPageTests : IDisposable
{
    private readonly PageContext context = new();

    public void Dispose() => context.Dispose();

    [Fact]
    public void DeploymentsPage_UnavailableReplicas_ShowsColumnsLikeKubectlAndReason()
    {
        var deployment = Deployment("nginx-deployment") with { Ready = 1, Available = 1, Updated = 2 };
        var set = ReplicaSet(deployment, "aaa", 1, 3);
        var cluster = EmptyCluster
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(set))
            .WithPods(Live(Pod("nginx-deployment-aaa-1").Waits("ImagePullBackOff").OwnedBy(set)));

        var table = context.Open<DeploymentsPage>(cluster, "/workloads/deployments?ns=shop").Table("Deployments");

        Assert.Equal(
            ["NAME", "READY", "UP-TO-DATE", "AVAILABLE", "AGE", "HEALTH", "CPU", "MEMORY", "CONTAINERS", "IMAGES", "DESIRED", "CURRENT"],
            table.Headers()
        );
        Assert.Equal(
            [
                "nginx-deployment",
                "1/3",
                "2",
                "1",
                "60m",
                "Degraded: 2 of 3 replicas unavailable: ImagePullBackOff nginx:1.9.1",
                "…",
                "…",
                "nginx",
                "nginx:1.7.9",
                "3",
                "3",
            ],
            table.Row("nginx-deployment").Values
        );
    }

    [Fact]
    public void DeploymentsPage_PodFailsWithoutDeploymentChange_UpdatesHealth()
    {
        var deployment = Deployment() with { Updated = 1, Current = 4 };
        var set = ReplicaSet(deployment, "bbb", 2, 1);
        var cluster = EmptyCluster
            .WithDeployments(Live(deployment))
            .WithReplicaSets(Live(set))
            .WithPods(Live(Pod("p").Waits("ContainerCreating").OwnedBy(set)));
        var page = context.Open<DeploymentsPage>(cluster);
        Assert.Equal("Progressing: rollout: 1 of 3 updated", page.Table("Deployments").Row("web")["HEALTH"]);

        PageContext.Publish(page, cluster.WithPods(Live(Pod("p").Waits("ErrImagePull").OwnedBy(set))));
        Assert.Equal("Degraded: 1 of 3 updated: ErrImagePull nginx:1.9.1", page.Table("Deployments").Row("web")["HEALTH"]);
    }

    [Theory]
    [InlineData("syncing", "Syncing deployments", "No deployments")]
    [InlineData("forbidden", "deployments.apps is forbidden", "No deployments")]
    [InlineData("empty", "No deployments in this cluster.", "Syncing")]
    public void DeploymentsPage_SyncingForbiddenOrEmpty_ShowsReason(string state, string says, string never)
    {
        SyncState sync = state switch
        {
            "syncing" => new SyncState.Syncing(0, null),
            "forbidden" => new SyncState.Forbidden("deployments.apps is forbidden"),
            _ => new SyncState.Live(),
        };
        var page = context.Open<DeploymentsPage>(EmptyCluster.WithDeployments(TableOf<Workload>(sync)));

        Assert.Contains(says, page.Words(), StringComparison.Ordinal);
        Assert.DoesNotContain(never, page.Words(), StringComparison.Ordinal);
    }
}
