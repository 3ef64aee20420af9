using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Monitoring.Tests;

public sealed class NodeTargetsTests
{
    private static readonly NodeSubject Node = new("node1", "10.0.0.5")
    {
        ExternalIp = "fd00::5",
        Addresses = new NameSet(["10.0.0.5", "fd00:1:0:0::7", "fe80::7%eth0", "ip-10-0-0-5.ec2.internal"]),
        HostName = "host1",
        Pods = new NameSet(["monitoring/exporter-x"]),
    };

    public static TheoryData<string, LabelSet> Signs =>
        new()
        {
            { "a node label of the target", LabelSet.Of(("node", "node1"), ("instance", "127.0.0.1:9100")) },
            { "the exporter's own pod", LabelSet.Of(("namespace", "monitoring"), ("pod", "exporter-x"), ("instance", "10.244.0.9:9100")) },
            { "the internal address", LabelSet.Of(("instance", "10.0.0.5:9100")) },
            { "an IPv6 address in brackets", LabelSet.Of(("instance", "[fd00::5]:9100")) },
            { "another spelling of it", LabelSet.Of(("instance", "[FD00:0:0::0005]:9100")) },
            { "an IPv6 address without brackets and port", LabelSet.Of(("instance", "fd00:0::5")) },
            { "the second internal address", LabelSet.Of(("instance", "[fd00:1::7]:9100")) },
            { "an address of the link", LabelSet.Of(("instance", "[fe80::7%2]:9100")) },
            { "IPv4 in IPv6", LabelSet.Of(("instance", "[::ffff:10.0.0.5]:9100")) },
            { "the name that its cloud gives it", LabelSet.Of(("instance", "ip-10-0-0-5.ec2.internal:9100")) },
            { "the node's name as instance", LabelSet.Of(("instance", "node1")) },
            { "a label map of the node's labels", LabelSet.Of(("instance", "127.0.0.1:9100"), ("kubernetes_io_hostname", "host1")) },
            { "the kernel's host name", LabelSet.Of(("instance", "127.0.0.1:9100"), ("nodename", "node1")) },
        };

    [Theory]
    [MemberData(nameof(Signs))]
    public void NodeTargets_IdentifyingLabel_FindsTarget(string sign, LabelSet target)
    {
        Assert.NotEmpty(sign);
        Assert.Same(target, new NodeTargets([LabelSet.Of(("instance", "10.0.0.50:9100"), ("nodename", "vm")), target]).Find(Node));
    }

    [Fact]
    public void NodeTargets_NodenameSharedByTwoMachines_FindsNoTarget() =>
        Assert.Null(
            new NodeTargets([
                LabelSet.Of(("instance", "1.2.3.4:9100"), ("nodename", "node1")),
                LabelSet.Of(("instance", "1.2.3.5:9100"), ("nodename", "node1")),
            ]).Find(Node)
        );

    [Fact]
    public void NodeTargets_NodeLabelAndAddressDisagree_PrefersNodeLabel()
    {
        var labelled = LabelSet.Of(("node", "node1"), ("instance", "10.9.9.9:9100"), ("job", "z"));

        Assert.Same(labelled, new NodeTargets([LabelSet.Of(("instance", "10.0.0.5:9100"), ("job", "a")), labelled]).Find(Node));
    }
}
