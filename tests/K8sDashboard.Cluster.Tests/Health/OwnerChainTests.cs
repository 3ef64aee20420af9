using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class OwnerChainTests
{
    private static readonly Workload Web = Deployment();
    private static readonly Workload Set = ReplicaSet(Web, "5d9c", 1, 3);
    private static readonly ClusterSnapshot Known = EmptyCluster.WithDeployments(Live(Web)).WithReplicaSets(Live(Set));

    [Fact]
    public void Top_ReplicaSetIsKnown_IsItsDeployment() => Assert.Equal("Deployment shop/web", Top(Pod().OwnedBy(Set), Known));

    [Theory]
    [InlineData("5d9c", "Deployment shop/web")]
    [InlineData("", "ReplicaSet shop/web-5d9c")]
    [InlineData("other", "ReplicaSet shop/web-5d9c")]
    public void Top_ReplicaSetIsNotYetSeen_IsFoundByTheTemplateHash(string hash, string says) =>
        Assert.Equal(
            says,
            Top(
                Pod() with
                {
                    Owner = new(TypeOf("ReplicaSet"), "web-5d9c", "uid-new"),
                    Labels = LabelsOf("pod-template-hash", hash),
                },
                Known.WithReplicaSets(Live<Workload>())
            )
        );

    [Fact]
    public void OwnerChain_ReplicaSetWithoutOwner_IsItself() =>
        Assert.Equal("ReplicaSet shop/web-5d9c", Top(Pod().OwnedBy(Set), Known.WithReplicaSets(Live(Set with { Owner = null }))));

    [Fact]
    public void Top_StaticPodOfANode_IsAPodOfItsOwn() =>
        Assert.Null(OwnerChain.Top(Pod() with { Owner = new(TypeOf("Node"), "node-1", "uid-node") }, Known));

    private static string? Top(Pod pod, ClusterSnapshot snapshot) =>
        OwnerChain.Top(pod, snapshot) is { } top ? $"{top.Type.Kind} {top.Ref}" : null;
}
