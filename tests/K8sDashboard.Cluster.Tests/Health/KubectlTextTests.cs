using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class KubectlTextTests
{
    [Theory]
    [InlineData(ConditionStatus.True, false, "Ready")]
    [InlineData(ConditionStatus.False, false, "NotReady")]
    [InlineData(ConditionStatus.Unknown, false, "NotReady")]
    [InlineData(ConditionStatus.True, true, "Ready,SchedulingDisabled")]
    [InlineData(null, false, "Unknown")]
    [InlineData(null, true, "Unknown,SchedulingDisabled")]
    public void A_nodes_status_is_kubectls_word(ConditionStatus? ready, bool cordoned, string word)
    {
        var node = Node() with { Conditions = ready is { } status ? [Condition("Ready", status)] : [], Unschedulable = cordoned };

        Assert.Equal(word, KubectlText.Status(node));
    }

    [Fact]
    public void A_node_without_roles_shows_none()
    {
        Assert.Equal("<none>", KubectlText.Roles(Node()));
        Assert.Equal("control-plane,worker", KubectlText.Roles(Node() with { Roles = ["control-plane", "worker"] }));
    }

    public static TheoryData<string, string, string, string, string> ExternalIps => new()
    {
        { "ClusterIP", "", "", "", "<none>" },
        { "ClusterIP", "1.2.3.4,1.2.3.5", "", "", "1.2.3.4,1.2.3.5" },
        { "NodePort", "", "", "", "<none>" },
        { "LoadBalancer", "", "", "", "<pending>" },
        { "LoadBalancer", "", "b.example,a.example", "", "a.example,b.example" },
        { "LoadBalancer", "1.2.3.4", "9.9.9.9", "", "9.9.9.9,1.2.3.4" },
        { "LoadBalancer", "1.2.3.4", "", "", "1.2.3.4" },
        { "ExternalName", "", "", "db.example.com", "db.example.com" },
        { "Strange", "", "", "", "<unknown>" },
    };

    [Theory]
    [MemberData(nameof(ExternalIps))]
    public void A_services_external_ip_is_kubectls_word(string type, string external, string balancer, string name, string expected)
    {
        var service = Service() with
        {
            Type = type,
            ExternalIps = [.. external.Split(',', StringSplitOptions.RemoveEmptyEntries)],
            LoadBalancerAddresses = [.. balancer.Split(',', StringSplitOptions.RemoveEmptyEntries)],
            ExternalName = name,
        };

        Assert.Equal(expected, KubectlText.ExternalIp(service));
    }

    [Fact]
    public void Ports_name_the_node_port_where_there_is_one()
    {
        var service = Service(ports: [new("http", "TCP", 80, "80", 32022), new("dns", "UDP", 53, "53", 0)]);

        Assert.Equal("80:32022/TCP,53/UDP", KubectlText.Ports(service));
        Assert.Equal("<none>", KubectlText.Ports(service with { Ports = [] }));
    }

    [Fact]
    public void A_deployments_cells_are_kubectls()
    {
        var deployment = Deployment() with { Ready = 2, Containers = [new("web", "web:1"), new("log", "log:2")] };

        Assert.Equal(("2/3", "web,log", "web:1,log:2"),
            (KubectlText.Ready(deployment), KubectlText.ContainerNames(deployment), KubectlText.Images(deployment)));
    }

    [Fact]
    public void Readiness_gates_are_counted_by_their_conditions()
    {
        var pod = Pod() with { ReadinessGates = ["a", "b"], Conditions = [Condition("a", ConditionStatus.True), Condition("b", ConditionStatus.False)] };

        Assert.Equal(("1/2", "<none>"), (KubectlText.ReadinessGates(pod), KubectlText.ReadinessGates(Pod())));
    }
}
