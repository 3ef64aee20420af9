using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
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
    public void KubectlText_NodeReadyAndCordonedStates_PrintTheStatusOfKubectl(ConditionStatus? ready, bool cordoned, string word)
    {
        var node = Node() with { Conditions = ready is { } status ? [Condition("Ready", status)] : [], Unschedulable = cordoned };

        Assert.Equal(word, KubectlText.Status(node));
    }

    [Fact]
    public void KubectlText_NodeWithOrWithoutRoles_PrintsThemOrNone()
    {
        Assert.Equal("<none>", KubectlText.Roles(Node()));
        Assert.Equal("control-plane,worker", KubectlText.Roles(Node() with { Roles = ["control-plane", "worker"] }));
    }

    public static TheoryData<string, string, string, string, string> ExternalIps =>
        new()
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
    public void KubectlText_ServiceOfEachType_PrintsTheExternalIpOfKubectl(
        string type,
        string external,
        string balancer,
        string name,
        string expected
    )
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
    public void KubectlText_ServicePorts_IncludeTheNodePortIfSet()
    {
        var service = Service(ports: [new("http", "TCP", 80, "80", 32022), new("dns", "UDP", 53, "53", 0)]);

        Assert.Equal("80:32022/TCP,53/UDP", KubectlText.Ports(service));
        Assert.Equal("<none>", KubectlText.Ports(service with { Ports = [] }));
    }

    [Fact]
    public void KubectlText_Deployment_PrintsReadyContainersAndImages()
    {
        var deployment = Deployment() with { Ready = 2, Containers = [new("web", "web:1"), new("log", "log:2")] };

        Assert.Equal(
            ("2/3", "web,log", "web:1,log:2"),
            (KubectlText.Ready(deployment), KubectlText.ContainerNames(deployment), KubectlText.Images(deployment))
        );
    }

    [Fact]
    public void KubectlText_ReadinessGates_PrintTrueConditionsOfTotal()
    {
        var pod = Pod() with
        {
            ReadinessGates = ["a", "b"],
            Conditions = [Condition("a", ConditionStatus.True), Condition("b", ConditionStatus.False)],
        };

        Assert.Equal(("1/2", "<none>"), (KubectlText.ReadinessGates(pod), KubectlText.ReadinessGates(Pod())));
    }
}
