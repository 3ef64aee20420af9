using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class WorkloadHealthTests
{
    private static readonly Condition Unavailable = Condition("Available", ConditionStatus.False, "MinimumReplicasUnavailable");
    private static readonly Condition RollingOut = Condition("Progressing", ConditionStatus.True, "ReplicaSetUpdated");
    private static readonly Condition Stuck = Condition("Progressing", ConditionStatus.False, "ProgressDeadlineExceeded");
    private static readonly Condition RolledOut = Condition("Progressing", ConditionStatus.True, "NewReplicaSetAvailable");
    private static readonly Pod BadImage = Pod("bad").Waits("ImagePullBackOff");
    private static readonly Pod Starting = Pod("new").Waits("ContainerCreating");

    private static readonly (string What, Workload Deployment, Pod[] Pods, string Says)[] Cases =
    [
        ("complete", Deployment(), [Pod()], "Healthy"),
        ("scaled to 0", Deployment(desired: 0), [], "Idle: scaled to 0"),
        ("scaling to 0", Deployment(desired: 0) with { Current = 2 }, [], "Progressing: scaling to 0, 2 left"),
        (
            "not yet seen",
            Deployment() with
            {
                Generation = 2,
                ObservedGeneration = 1,
            },
            [],
            "Progressing: waiting for the controller to act on the change"
        ),
        ("deleted", Deployment() with { Deleted = Now }, [], "Progressing: being deleted"),
        (
            "rolling out",
            Deployment() with
            {
                Updated = 1,
                Current = 4,
                Conditions = [RollingOut],
            },
            [Pod(), Starting],
            "Progressing: rollout: 1 of 3 updated"
        ),
        ("old ones still end", Deployment() with { Current = 4 }, [Pod()], "Progressing: rollout: 3 of 3 updated"),
        (
            "new image cannot be pulled, old ones serve",
            Deployment() with
            {
                Updated = 1,
                Current = 4,
                Conditions = [RollingOut],
            },
            [Pod(), BadImage],
            "Degraded: 1 of 3 updated: ImagePullBackOff nginx:1.9.1"
        ),
        (
            "part is gone",
            Deployment() with
            {
                Ready = 1,
                Available = 1,
                Conditions = [Unavailable, RolledOut],
            },
            [Pod(), BadImage, BadImage],
            "Degraded: 2 of 3 replicas unavailable: ImagePullBackOff nginx:1.9.1"
        ),
        (
            "all is gone",
            Deployment() with
            {
                Ready = 0,
                Available = 0,
                Conditions = [Unavailable, RolledOut],
            },
            [BadImage],
            "Unhealthy: 3 of 3 replicas unavailable: ImagePullBackOff nginx:1.9.1"
        ),
        (
            "stuck past the deadline",
            Deployment() with
            {
                Updated = 1,
                Current = 4,
                Conditions = [Stuck],
            },
            [Pod(), BadImage],
            "Degraded: rollout stuck at 1 of 3: ImagePullBackOff nginx:1.9.1"
        ),
        (
            "stuck without a word",
            Deployment() with
            {
                Updated = 1,
                Current = 4,
                Conditions = [Stuck],
            },
            [Pod()],
            "Degraded: rollout stuck at 1 of 3: deadline passed"
        ),
        (
            "quota",
            Deployment() with
            {
                Updated = 2,
                Current = 2,
                Ready = 2,
                Available = 2,
                Conditions =
                [
                    Condition(
                        "ReplicaFailure",
                        ConditionStatus.True,
                        "FailedCreate",
                        "pods \"web-x\" is forbidden: exceeded quota: compute."
                    ),
                ],
            },
            [Pod()],
            "Degraded: 1 of 3 replicas unavailable: FailedCreate: pods \"web-x\" is forbidden: exceeded quota: compute"
        ),
        ("paused", Deployment() with { Paused = true }, [Pod()], "Idle: rollout paused"),
        ("paused halfway", Deployment() with { Paused = true, Updated = 1, Current = 3 }, [Pod()], "Idle: rollout paused: 1 of 3 updated"),
        (
            "a killed pod is replaced",
            Deployment() with
            {
                Ready = 2,
                Available = 2,
                Conditions = [Condition("Available", ConditionStatus.False, minutes: 0.1), RolledOut],
            },
            [Pod(), Starting],
            "Progressing: 2 of 3 replicas available"
        ),
        (
            "gone without a reason",
            Deployment() with
            {
                Ready = 0,
                Available = 0,
                Conditions = [Unavailable, RolledOut],
            },
            [],
            "Unhealthy: 3 of 3 replicas unavailable"
        ),
        (
            "new, its first pods start",
            Deployment() with
            {
                Ready = 0,
                Available = 0,
                Conditions = [Unavailable, RollingOut],
            },
            [Starting],
            "Progressing: 0 of 3 replicas available"
        ),
        (
            "all killed for memory, all back",
            Deployment(desired: 4),
            [Killed("a"), Killed("b"), Killed("c"), Killed("d")],
            "Degraded: 4 of 4 pods OOMKilled 3 min ago"
        ),
        (
            "one killed for memory, one restarted",
            Deployment(desired: 4),
            [Killed("a"), Restarted("b"), Pod()],
            "Degraded: 1 of 4 pods OOMKilled 3 min ago; 1 of 4 pods restarted 5 min ago"
        ),
        (
            "all killed for memory, one back",
            Deployment() with
            {
                Ready = 1,
                Available = 1,
                Conditions = [RolledOut],
            },
            [Killed("a"), Killed("b"), Killed("c")],
            "Degraded: 2 of 3 replicas unavailable: 3 of 3 pods OOMKilled 3 min ago"
        ),
        (
            "all killed for memory, none back for long",
            Deployment() with
            {
                Ready = 0,
                Available = 0,
                Conditions = [Unavailable, RolledOut],
            },
            [Killed("a")],
            "Unhealthy: 3 of 3 replicas unavailable: 1 of 3 pods OOMKilled 3 min ago"
        ),
        (
            "killed for memory long ago",
            Deployment(),
            [Pod() with { Containers = [Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 16))] }],
            "Healthy"
        ),
        ("evicted and replaced", Deployment(), [Evicted("a"), Evicted("b"), Pod()], "Degraded: 2 pods evicted 6 min ago"),
        ("evicted long ago and replaced", Deployment(), [Evicted("a", 20), Pod()], "Healthy"),
        (
            "crash loop with restarts behind it",
            Deployment() with
            {
                Ready = 2,
                Available = 2,
                Conditions = [RolledOut],
            },
            [Restarted("a") with { Containers = [Container(state: Waiting("CrashLoopBackOff"), restarts: 3, last: Ended(1))] }],
            "Degraded: 1 of 3 replicas unavailable: CrashLoopBackOff app: exit code 1"
        ),
        ("restarted on purpose: new pods", Deployment(), [Pod("new-1"), Pod("new-2"), Killed("old") with { Deleted = Now }], "Healthy"),
        (
            "a fix rolls out",
            Deployment() with
            {
                Updated = 1,
                Current = 4,
                Conditions = [RollingOut],
            },
            [Killed("a"), Pod()],
            "Degraded: 1 of 3 updated: 1 of 4 pods OOMKilled 3 min ago"
        ),
        (
            "a mere scale",
            Deployment(desired: 5) with
            {
                Current = 3,
                Updated = 3,
                Ready = 3,
                Available = 3,
                Conditions = [RolledOut],
            },
            [Pod()],
            "Progressing: scaling: 3 of 5 replicas"
        ),
    ];

    private static Pod Killed(string name) =>
        Pod(name) with
        {
            Containers = [Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 3))],
        };

    private static Pod Restarted(string name) =>
        Pod(name) with
        {
            Containers = [Container(restarts: 1, last: Ended(1, "Error", minutesAgo: 5))],
        };

    private static Pod Evicted(string name, double minutes = 6) =>
        Pod(name) with
        {
            Phase = PodPhase.Failed,
            Reason = "Evicted",
            Containers = [Container(state: Ended(137))],
            Conditions = [Condition("Ready", ConditionStatus.False, minutes: minutes)],
        };

    public static TheoryData<string, string> Rows() => new(Cases.Select(row => (row.What, row.Says)));

    [Theory]
    [MemberData(nameof(Rows))]
    public void WorkloadHealth_DeploymentStates_GiveVerdictAndPodCause(string what, string says)
    {
        var (_, deployment, pods, _) = Cases.Single(row => row.What == what);

        Assert.Equal(says, WorkloadHealth.Of(deployment, pods, Now).ToString());
    }

    [Fact]
    public void WorkloadHealth_SeveralPodProblems_NamesTheMostFrequentOfTheWorst()
    {
        var crash = Pod("c") with { Containers = [Container(state: Waiting("CrashLoopBackOff"))] };
        var unschedulable = Pod() with
        {
            Phase = PodPhase.Pending,
            Conditions = [Condition("PodScheduled", ConditionStatus.False, "Unschedulable")],
        };

        var worst = WorkloadHealth.WorstOf([unschedulable, unschedulable, unschedulable, crash, BadImage, BadImage], Now);

        Assert.Equal("ImagePullBackOff nginx:1.9.1", worst?.Reason);
    }
}
