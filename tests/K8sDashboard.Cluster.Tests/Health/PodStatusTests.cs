using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

public sealed class PodStatusTests
{
    /// <summary>Expected cells of the table printer of Kubernetes 1.36.</summary>
    public static TheoryData<string, string, string, int> Rows()
    {
        var rows = new TheoryData<string, string, string, int>();
        foreach (var (what, _, ready, word, restarts) in Cases)
            rows.Add(what, ready, word, restarts);
        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void PodStatus_PodStates_GiveTheCellsOfKubectl(string what, string ready, string word, int restarts)
    {
        var status = PodStatus.Of(Cases.Single(row => row.What == what).Pod);

        Assert.Equal((ready, word, restarts), (status.ReadyText, status.Word, status.Restarts));
    }

    private static readonly (string What, Pod Pod, string Ready, string Word, int Restarts)[] Cases =
    [
        ("runs", Pod(), "1/1", "Running", 0),
        ("not reported yet", Pod() with { Phase = PodPhase.Pending, Containers = [new(new("app", "nginx"), null)] }, "0/1", "Pending", 0),
        ("creating", Pod().Waits("ContainerCreating"), "0/1", "ContainerCreating", 0),
        ("runs, not ready", Pod() with { Containers = [Container(ready: false)] }, "0/1", "Running", 0),
        ("crash loop", With(Container(state: Waiting("CrashLoopBackOff"), restarts: 7)), "0/1", "CrashLoopBackOff", 7),
        (
            "one of two crashes",
            With(Container("a", Waiting("CrashLoopBackOff"), restarts: 2), Container("b")),
            "1/2",
            "CrashLoopBackOff",
            2
        ),
        (
            "the first by name speaks",
            With(Container("b", Waiting("ErrImagePull")), Container("a", Waiting("CrashLoopBackOff"))),
            "0/2",
            "CrashLoopBackOff",
            0
        ),
        ("ended with a code", With(Container(state: Ended(137))), "0/1", "ExitCode:137", 0),
        ("ended by a signal", With(Container(state: Ended(137, signal: 9))), "0/1", "Signal:9", 0),
        ("ended with a reason", With(Container(state: Ended(1, "Error"))), "0/1", "Error", 0),
        ("completed", With(Container(state: Ended(0, "Completed"))) with { Phase = PodPhase.Succeeded }, "0/1", "Completed", 0),
        ("one completed, others run, ready", With(Container("a", Ended(0, "Completed")), Container("b")), "1/2", "Running", 0),
        (
            "one completed, others run, not ready",
            With(Container("a", Ended(0, "Completed")), Container("b")) with
            {
                Conditions = [Condition("Ready", ConditionStatus.False)],
            },
            "1/2",
            "NotReady",
            0
        ),
        ("evicted", Pod() with { Phase = PodPhase.Failed, Reason = "Evicted", Containers = [] }, "0/0", "Evicted", 0),
        ("terminating", Pod() with { Deleted = Now }, "1/1", "Terminating", 0),
        ("deleted on a lost node", Pod() with { Deleted = Now, Reason = "NodeLost" }, "1/1", "Unknown", 0),
        (
            "deleted after it completed",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Succeeded,
                Deleted = Now,
            },
            "0/1",
            "Completed",
            0
        ),
        (
            "gated",
            Pod() with
            {
                Phase = PodPhase.Pending,
                Containers = [new(new("app", "nginx"), null)],
                Conditions = [Condition("PodScheduled", ConditionStatus.False, "SchedulingGated")],
            },
            "0/1",
            "SchedulingGated",
            0
        ),
        ("first init container runs", Init(Container("i", ready: false), Container("j", Waiting("PodInitializing"))), "0/1", "Init:0/2", 0),
        ("second init container runs", Init(Container("i", Ended(0, "Completed")), Container("j", ready: false)), "0/1", "Init:1/2", 0),
        ("init container crashes", Init(Container("i", Waiting("CrashLoopBackOff"), restarts: 3)), "0/1", "Init:CrashLoopBackOff", 3),
        ("init container ended with a code", Init(Container("i", Ended(1))), "0/1", "Init:ExitCode:1", 0),
        ("init container ended by a signal", Init(Container("i", Ended(137, signal: 9))), "0/1", "Init:Signal:9", 0),
        ("init container ended with a reason", Init(Container("i", Ended(1, "Error"))), "0/1", "Init:Error", 0),
        ("init done, app waits", Init(Container("i", Ended(0, "Completed"), restarts: 2)), "0/1", "PodInitializing", 0),
        ("sidecar not started", Init(Container("s", ready: false, sidecar: true, started: false)), "0/2", "Init:0/1", 0),
        ("sidecar started, app runs", Sidecar(Container("s", sidecar: true, started: true, restarts: 2), Container()), "2/2", "Running", 2),
        (
            "sidecar started, not ready",
            Sidecar(Container("s", sidecar: true, started: true, ready: false), Container()),
            "1/2",
            "Running",
            0
        ),
        (
            "restarts of sidecar and app add up, of init containers not",
            Pod() with
            {
                InitContainers =
                [
                    Container("i", Ended(0, "Completed"), restarts: 5),
                    Container("s", sidecar: true, started: true, restarts: 1),
                ],
                Containers = [Container(restarts: 2)],
            },
            "2/2",
            "Running",
            3
        ),
        (
            "initialized once, its init container restarts",
            Pod() with
            {
                InitContainers = [Container("i", ready: false)],
                Conditions = [Condition("Initialized", ConditionStatus.True), Condition("Ready", ConditionStatus.True)],
            },
            "1/1",
            "Init:0/1",
            0
        ),
    ];

    [Fact]
    public void PodStatus_SeveralContainersRestarted_LastRestartIsTheLatestTermination()
    {
        var pod = With(
            Container("a", restarts: 1, last: Ended(1, minutesAgo: 20)),
            Container("b", restarts: 2, last: Ended(1, minutesAgo: 5)),
            Container("c")
        );

        Assert.Equal((3, Ago(5)), (PodStatus.Of(pod).Restarts, PodStatus.Of(pod).LastRestart));
    }

    private static Pod With(params Container[] containers) => Pod() with { Containers = [.. containers] };

    private static Pod Init(params Container[] containers) =>
        Pod() with
        {
            Phase = PodPhase.Pending,
            InitContainers = [.. containers],
            Containers = [Container(state: Waiting("PodInitializing"))],
            Conditions = [Condition("Initialized", ConditionStatus.False), Condition("Ready", ConditionStatus.False)],
        };

    private static Pod Sidecar(Container sidecar, Container app) => Pod() with { InitContainers = [sidecar], Containers = [app] };
}
