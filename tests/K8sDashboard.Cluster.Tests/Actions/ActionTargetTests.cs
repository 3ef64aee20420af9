using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>The names of an action's object, which come from its type.</summary>
public sealed class ActionTargetTests
{
    private static readonly ObjectRef Web = new("shop", "web");

    [Fact]
    public void ActionTarget_OfTheAppsGroup_IsNamedAsByTheApiAndKubectl()
    {
        var target = new ActionTarget(StatefulSetResource.Type, Web, "u");

        Assert.Equal("statefulset/web", target.Kubectl);
        Assert.Equal("statefulset.apps/web", target.QualifiedName);
        Assert.Equal("apis/apps/v1/namespaces/shop/statefulsets/web/scale", target.Path("scale"));
        Assert.Equal(new AccessRight("update", "apps", "statefulsets", "scale", Web), target.Right("update", "scale"));
    }

    [Fact]
    public void ActionTarget_OfTheCoreGroup_IsNamedWithoutAGroup()
    {
        var target = new ActionTarget(PodResource.Type, Web, "u");

        Assert.Equal("pod/web", target.QualifiedName);
        Assert.Equal("api/v1/namespaces/shop/pods/web", target.Path());
        Assert.Equal(new AccessRight("delete", "", "pods", "", Web), target.Right("delete"));
    }

    [Fact]
    public void ScaleAction_Types_AreThoseWithAScaleSubresource() =>
        Assert.Equal<ResourceType>(
            [DeploymentResource.Type, ReplicaSetResource.Type, StatefulSetResource.Type],
            ScaleAction.Definition.Types
        );
}
