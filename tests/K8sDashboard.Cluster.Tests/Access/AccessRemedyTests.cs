using K8sDashboard.Cluster.Access;

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
            AccessRemedy.For(AccessRemedy.Reading("list", "nodes", new("", "")), "watch")
        );

    [Theory]
    [InlineData("deployments", "deployments.apps")]
    [InlineData("replicasets", "replicasets.apps")]
    [InlineData("endpoints", "endpointslices.discovery.k8s.io")]
    [InlineData("pods", "pods")]
    [InlineData("events", "events")]
    public void AccessRemedy_Noun_IsTheResourceOfItsApiGroup(string noun, string resource) =>
        Assert.EndsWith(
            $"kubectl auth can-i list {resource} -n shop",
            AccessRemedy.For(AccessRemedy.Reading("list", noun, new("shop", ""))),
            StringComparison.Ordinal
        );
}
