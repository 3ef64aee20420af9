using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Actions;

public class ResourceActionTests
{
    private static readonly ObjectRef Nginx = new("default", "nginx");

    [Fact]
    public void ResourceAction_ScaleRestartAndRollback_ShowTheKubectlCommand()
    {
        Assert.Equal(
            "kubectl scale deployment/nginx --replicas=4 -n default",
            new ScaleAction(new(DeploymentResource.Type, Nginx, "u"), 3, 4).Kubectl
        );
        Assert.Equal(
            "kubectl scale replicaset/nginx --replicas=4 -n default",
            new ScaleAction(new(ReplicaSetResource.Type, Nginx, "u"), 3, 4).Kubectl
        );
        Assert.Equal(
            "kubectl rollout restart deployment/nginx -n default",
            new RestartAction(new(DeploymentResource.Type, Nginx, "u"), 1).Kubectl
        );
        Assert.Equal(
            "kubectl rollout undo deployment/nginx --to-revision=2 -n default",
            new RollbackAction(new(DeploymentResource.Type, Nginx, "u"), 1, 2).Kubectl
        );
    }

    [Theory]
    [InlineData(3, 0, true)]
    [InlineData(1, 0, true)]
    [InlineData(0, 0, false)]
    [InlineData(0, 3, false)]
    [InlineData(3, 1, false)]
    public void ResourceAction_ScaleToZero_NeedsTypedConfirmation(int seen, int replicas, bool asks) =>
        Assert.Equal(asks, new ScaleAction(new(DeploymentResource.Type, Nginx, "u"), seen, replicas).NeedsTypedConfirmation);
}
