using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Tests.Health;

namespace K8sDashboard.Cluster.Tests.Access;

public sealed class AccessRemedyTests
{
    [Fact]
    public void AccessRemedy_Subresource_NamesTheRuleAndHowToCheckIt() =>
        Assert.Equal(
            "What would help: a Role in namespace shop with apiGroups: [\"apps\"], resources: [\"deployments/scale\"], "
                + "verbs: [\"update\"]. "
                + "Check it with: kubectl auth can-i update deployments.apps --subresource=scale -n shop",
            AccessRemedy.For(new("update", "apps", "deployments", "scale", new("shop", "web")))
        );

    [Fact]
    public void AccessRemedy_WholeCluster_NamesAClusterRoleAndAllVerbs() =>
        Assert.Equal(
            "What would help: a ClusterRole with apiGroups: [\"\"], resources: [\"nodes\"], verbs: [\"list\", \"watch\"]. "
                + "Check it with: kubectl auth can-i list nodes",
            AccessRemedy.For(AccessRemedy.Reading("list", NodeResource.Type, new("", "")), "watch")
        );

    [Theory]
    [InlineData("Deployment", "deployments.apps")]
    [InlineData("ReplicaSet", "replicasets.apps")]
    [InlineData("EndpointSlice", "endpointslices.discovery.k8s.io")]
    [InlineData("Pod", "pods")]
    [InlineData("Event", "events")]
    public void AccessRemedy_Type_IsTheResourceOfItsApiGroup(string kind, string resource) =>
        Assert.EndsWith(
            $"kubectl auth can-i list {resource} -n shop",
            AccessRemedy.For(AccessRemedy.Reading("list", Given.TypeOf(kind), new("shop", ""))),
            StringComparison.Ordinal
        );
}
