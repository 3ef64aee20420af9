using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Services whose workloads are scaled to zero or completed.</summary>
public sealed class ScaledServiceTests
{
    private static readonly Service Web = Service();
    private static readonly Workload Deployment = Deployment(desired: 0);
    private static readonly Workload StatefulSet = Deployment with { Type = StatefulSetResource.Type };
    private static readonly Workload History = ReplicaSet(Deployment(), "aaa", 1, 0);
    private static readonly Pod Done = Pod("job-1") with
    {
        Labels = LabelsOf("app", "web"),
        Phase = PodPhase.Succeeded,
        Owner = new(TypeOf("Job"), "import", "uid-job"),
        Conditions = [],
    };
    private static readonly Pod Failed = Done with { Ref = new("shop", "job-0"), Uid = "uid-job-0", Phase = PodPhase.Failed };
    private static readonly Pod Evicted = Failed with { Reason = "Evicted", Owner = new(TypeOf("ReplicaSet"), "web-aaa", "uid-set") };

    private static readonly (string What, ClusterSnapshot Cluster, string Says)[] Cases =
    [
        (
            "deployment",
            EmptyCluster.WithDeployments(Live(Deployment)).WithReplicaSets(Live(History)),
            "Idle: scaled to zero: deployment web"
        ),
        ("statefulset", EmptyCluster.WithStatefulSets(Live(StatefulSet)), "Idle: scaled to zero: statefulset web"),
        (
            "replicaset of nobody",
            EmptyCluster.WithReplicaSets(Live(History with { Owner = null })),
            "Idle: scaled to zero: replicaset web-aaa"
        ),
        (
            "old replicaset of a deployment that is gone",
            EmptyCluster.WithReplicaSets(Live(History)),
            "Degraded: selector app=web matches no pod"
        ),
        (
            "only one of two at zero",
            EmptyCluster.WithDeployments(Live(Deployment)).WithStatefulSets(Live(StatefulSet with { Desired = 1 })),
            "Degraded: selector app=web matches no pod"
        ),
        (
            "statefulsets not yet read",
            EmptyCluster.WithStatefulSets(Table<Workload>.Unsynced),
            "Unknown: selector app=web matches no pod, workloads are still being read"
        ),
        (
            "statefulsets that may not be read",
            EmptyCluster.WithStatefulSets(TableOf<Workload>(new SyncState.Forbidden("no"))),
            "Degraded: selector app=web matches no pod"
        ),
        (
            "another selector",
            EmptyCluster.WithDeployments(Live(Deployment with { TemplateLabels = LabelsOf("app", "api") })),
            "Degraded: selector app=web matches no pod"
        ),
        (
            "another namespace",
            EmptyCluster.WithDeployments(Live(Deployment("web", 0, "other"))),
            "Degraded: selector app=web matches no pod"
        ),
        (
            "evicted pods of a deployment at zero",
            EmptyCluster.WithDeployments(Live(Deployment)).WithPods(Live(Evicted)),
            "Idle: scaled to zero: deployment web"
        ),
        ("job that is done", EmptyCluster.WithPods(Live(Done)), "Idle: completed: job import"),
        ("job that failed once and is done", EmptyCluster.WithPods(Live(Failed, Done)), "Idle: completed: job import"),
        ("job that failed", EmptyCluster.WithPods(Live(Failed)), "Unhealthy: none of 1 pods ready: Failed"),
    ];

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void ServiceHealth_NoLivePod_DistinguishesScaledToZeroFromBroken(string what, string says)
    {
        var cluster = Cases.Single(row => row.What == what).Cluster.WithServices(Live(Web)).WithEndpointSlices(Live(Slice(Web)));

        Assert.Equal(says, ServiceHealth.Of(ServiceBackends.Of(Web, cluster), Now).ToString());
        Assert.Equal(says, ServiceHealth.Of(new ServiceIndex([Web], cluster).Of(Web), Now).ToString());
    }

    [Fact]
    public void ClusterHealth_ServiceOfADeploymentAtZero_IsHealthy() =>
        Assert.Equal(
            Verdict.Healthy,
            ClusterHealth
                .Of(EmptyCluster.WithServices(Live(Web)).WithDeployments(Live(Deployment)).WithReplicaSets(Live(History)), Now)
                .Verdict
        );
}
