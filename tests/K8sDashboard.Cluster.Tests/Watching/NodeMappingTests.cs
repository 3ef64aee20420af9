using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Nodes;
using Wire = K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Tests.Watching;

public sealed class NodeMappingTests
{
    [Fact]
    public void Node_WithoutAllocatable_OffersItsCapacityAsKubectlDescribes()
    {
        var node = Map(
            new Wire.NodeStatus
            {
                Capacity =
                {
                    ["cpu"] = Of("2"),
                    ["memory"] = Of("4Gi"),
                    ["pods"] = Of("10"),
                },
            }
        );

        Assert.Equal(new NodeCapacity(2, 4.0 * 1024 * 1024 * 1024, null, 10), node.Allocatable);
    }

    [Fact]
    public void Node_WithAllocatable_OffersThatAlone()
    {
        var node = Map(
            new Wire.NodeStatus { Capacity = { ["cpu"] = Of("2"), ["pods"] = Of("10") }, Allocatable = { ["cpu"] = Of("1500m") } }
        );

        Assert.Equal((new NodeCapacity(1.5, null, null, null), new NodeCapacity(2, null, null, 10)), (node.Allocatable, node.Capacity));
    }

    [Fact]
    public void Node_AddressesOfEveryType_AreKeptAndTheFirstIsKubectls()
    {
        var node = Map(
            new Wire.NodeStatus
            {
                Addresses =
                {
                    new Wire.NodeAddress { Type = "Hostname", Address = "worker-1" },
                    new Wire.NodeAddress { Type = "InternalIP", Address = "10.1.0.7" },
                    new Wire.NodeAddress { Type = "InternalIP", Address = "fd00::7" },
                    new Wire.NodeAddress { Type = "ExternalDNS", Address = "w1.example.com" },
                },
            }
        );

        Assert.Equal(("10.1.0.7", ""), (node.InternalIp, node.ExternalIp));
        Assert.Equal(
            ["Hostname worker-1", "InternalIP 10.1.0.7", "InternalIP fd00::7", "ExternalDNS w1.example.com"],
            node.Addresses.Select(address => $"{address.Type} {address.Text}")
        );
    }

    private static Node Map(Wire.NodeStatus status) =>
        NodeMapping.Map(
            new Wire.Node
            {
                Metadata = new Wire.ObjectMeta { Name = "worker-1" },
                Status = status,
            },
            new Interner()
        );

    private static Wire.Quantity Of(string text) => new() { String = text };
}
