using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using static K8sDashboard.Cluster.Tests.Health.Given;

namespace K8sDashboard.Cluster.Tests.Health;

/// <summary>Pods in all states, with the expected verdict.</summary>
internal static class PodHealthCases
{
    public static readonly (string What, Pod Pod, string Says)[] All =
    [
        ("runs", Pod(), "Healthy"),
        ("creating", Pod().Waits("ContainerCreating"), "Progressing: ContainerCreating"),
        ("creating for too long", Pod().Waits("ContainerCreating", minutes: 7), "Degraded: ContainerCreating for longer than 5 minutes"),
        ("image", Pod().Waits("ImagePullBackOff"), "Unhealthy: ImagePullBackOff nginx:1.9.1"),
        ("image, first try", Pod().Waits("ErrImagePull"), "Unhealthy: ErrImagePull nginx:1.9.1"),
        (
            "crash loop",
            With(Container(state: Waiting("CrashLoopBackOff"), restarts: 3, last: Ended(137, "OOMKilled"))),
            "Unhealthy: CrashLoopBackOff app: OOMKilled, over its memory limit"
        ),
        (
            "crash loop by code",
            With(Container(state: Waiting("CrashLoopBackOff"), restarts: 3, last: Ended(1, "Error"))),
            "Unhealthy: CrashLoopBackOff app: exit code 1"
        ),
        (
            "config",
            With(Container(state: Waiting("CreateContainerConfigError", "secret \"db\" not found"))),
            "Unhealthy: CreateContainerConfigError app: secret \"db\" not found"
        ),
        ("just crashed", With(Container(state: Ended(1, "Error"))), "Unhealthy: app: exit code 1"),
        ("killed by a signal", With(Container(state: Ended(139, signal: 11))), "Unhealthy: app: killed by signal 11"),
        (
            "init crash",
            Pod() with
            {
                Phase = PodPhase.Pending,
                InitContainers = [Container("wait", Ended(2, "Error"))],
                Containers = [Container(state: Waiting("PodInitializing"))],
            },
            "Unhealthy: wait: exit code 2"
        ),
        (
            "init runs",
            Pod() with
            {
                Phase = PodPhase.Pending,
                Created = Ago(1),
                InitContainers = [Container("wait", ready: false)],
                Containers = [Container(state: Waiting("PodInitializing"))],
            },
            "Progressing: Init:0/1"
        ),
        (
            "unschedulable",
            Pod() with
            {
                Phase = PodPhase.Pending,
                Containers = [new(new("app", "nginx"), null)],
                Conditions =
                [
                    Condition("PodScheduled", ConditionStatus.False, "Unschedulable", "0/2 nodes are available: 2 Insufficient cpu."),
                ],
            },
            "Degraded: Unschedulable: 0/2 nodes are available: 2 Insufficient cpu"
        ),
        (
            "gated",
            Pod() with
            {
                Phase = PodPhase.Pending,
                Containers = [],
                Conditions = [Condition("PodScheduled", ConditionStatus.False, "SchedulingGated")],
            },
            "Idle: SchedulingGated: held back on purpose by its scheduling gates"
        ),
        (
            "evicted",
            Pod() with
            {
                Phase = PodPhase.Failed,
                Reason = "Evicted",
                Message = "The node was low on resource: memory.",
            },
            "Unhealthy: Evicted: The node was low on resource: memory"
        ),
        ("failed", With(Container(state: Ended(3, "Error"))) with { Phase = PodPhase.Failed }, "Unhealthy: app: exit code 3"),
        ("completed", With(Container(state: Ended(0, "Completed"))) with { Phase = PodPhase.Succeeded }, "Idle: Completed"),
        ("terminating", Pod() with { Deleted = Now }, "Progressing: Terminating"),
        (
            "completed, being deleted",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Succeeded,
                Deleted = Now,
            },
            "Idle: Completed"
        ),
        (
            "failed though all exited with 0",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Failed,
            },
            "Unhealthy: Failed although every container exited with 0"
        ),
        (
            "failed without a status",
            Pod() with
            {
                Phase = PodPhase.Failed,
                Containers = [new(new("app", "nginx"), null)],
            },
            "Unhealthy: Failed"
        ),
        (
            "failed by its deadline",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Failed,
                Reason = "DeadlineExceeded",
            },
            "Unhealthy: DeadlineExceeded"
        ),
        (
            "terminating for too long",
            Pod() with
            {
                Deleted = Ago(10),
            },
            "Degraded: still terminating after its grace period: its node has not confirmed that it ended"
        ),
        (
            "held by a finalizer",
            Pod() with
            {
                Deleted = Ago(10),
                Finalizers = ["example.com/hold"],
            },
            "Degraded: still terminating after its grace period: finalizer example.com/hold holds it"
        ),
        (
            "held by two finalizers",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Succeeded,
                Deleted = Ago(10),
                Finalizers = ["a/b", "c/d"],
            },
            "Degraded: still terminating after its grace period: finalizers a/b, c/d hold it"
        ),
        ("lost", Pod() with { Deleted = Ago(10), Reason = "NodeLost" }, "Unhealthy: its node is lost"),
        (
            "lost, not deleted",
            Pod() with
            {
                Reason = "NodeLost",
                Conditions = [Condition("Ready", ConditionStatus.False)],
            },
            "Unhealthy: its node is lost"
        ),
        (
            "completed on a node that was lost since",
            With(Container(state: Ended(0, "Completed"))) with
            {
                Phase = PodPhase.Succeeded,
                Reason = "NodeLost",
            },
            "Idle: Completed"
        ),
        ("one of two done, never restarted", OneDone(RestartPolicy.Never), "Healthy: migrate completed"),
        ("one of two done, restarted on failure", OneDone(RestartPolicy.OnFailure), "Healthy: migrate completed"),
        ("one of two done, to be restarted", OneDone(RestartPolicy.Always), "Degraded: not ready: migrate"),
        (
            "one done, one not ready",
            OneDone(RestartPolicy.Never) with
            {
                Containers = [Done, Container("app", ready: false)],
            },
            "Degraded: not ready: app"
        ),
        (
            "one failed, never restarted",
            OneDone(RestartPolicy.Never) with
            {
                Containers = [Container("migrate", Ended(2, "Error")), Container("app")],
            },
            "Unhealthy: migrate: exit code 2"
        ),
        ("unknown", Pod() with { Phase = PodPhase.Unknown }, "Unknown: its node does not report its state"),
        ("not ready yet", Unready(minutes: 1), "Progressing: not ready: app"),
        ("not ready for too long", Unready(minutes: 6), "Degraded: not ready: app"),
        (
            "gate",
            Pod() with
            {
                ReadinessGates = ["lb/ready"],
                Conditions = [Condition("Ready", ConditionStatus.False, minutes: 1)],
            },
            "Progressing: readiness gate lb/ready is not true"
        ),
        (
            "killed for memory, runs again",
            With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 4))),
            "Degraded: app OOMKilled 4 min ago"
        ),
        (
            "killed for memory a moment ago",
            With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 0.5))),
            "Degraded: app OOMKilled just now"
        ),
        (
            "killed for memory 14 minutes ago",
            With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 14.9))),
            "Degraded: app OOMKilled 14 min ago"
        ),
        ("killed for memory 15 minutes ago", With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 15))), "Healthy"),
        (
            "killed for memory on a node whose clock is ahead",
            With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: -30))),
            "Degraded: app OOMKilled"
        ),
        (
            "restarted",
            With(Container(restarts: 1, last: Ended(1, "Error", minutesAgo: 3))),
            "Degraded: app restarted 3 min ago: exit code 1"
        ),
        (
            "restarted by a signal",
            With(Container(restarts: 1, last: Ended(0, signal: 9, minutesAgo: 3))),
            "Degraded: app restarted 3 min ago: killed by signal 9"
        ),
        ("restarted long ago", With(Container(restarts: 9, last: Ended(1, "Error", minutesAgo: 90))), "Healthy"),
        ("restarted, nobody knows when", With(Container(restarts: 1, last: new(1, 0, "Error", "", null))), "Healthy"),
        (
            "side-car restarted",
            Pod() with
            {
                InitContainers = [Container("proxy", restarts: 1, last: Ended(2, minutesAgo: 3), sidecar: true)],
            },
            "Degraded: proxy restarted 3 min ago: exit code 2"
        ),
        (
            "init container tried twice",
            Pod() with
            {
                InitContainers = [Container("wait", Ended(0), restarts: 1, last: Ended(2, minutesAgo: 3))],
            },
            "Healthy"
        ),
        (
            "killed for memory, not ready yet",
            Unready(minutes: 1) with
            {
                Containers = [Container(ready: false, restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 1))],
            },
            "Degraded: app OOMKilled 1 min ago"
        ),
        ("killed for memory long ago", With(Container(restarts: 1, last: Ended(137, "OOMKilled", minutesAgo: 40))), "Healthy"),
    ];

    private static Container Done => Container("migrate", Ended(0, "Completed"));

    private static Pod OneDone(RestartPolicy policy) =>
        Pod() with
        {
            RestartPolicy = policy,
            Containers = [Done, Container("app")],
            Conditions = [Condition("Ready", ConditionStatus.False, "ContainersNotReady", minutes: 30)],
        };

    private static Pod With(Container container) => Pod() with { Containers = [container] };

    private static Pod Unready(double minutes) =>
        Pod() with
        {
            Containers = [Container(ready: false)],
            Conditions = [Condition("Ready", ConditionStatus.False, "ContainersNotReady", minutes: minutes)],
        };
}
