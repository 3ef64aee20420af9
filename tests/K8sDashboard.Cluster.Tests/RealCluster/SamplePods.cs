using k8s.Models;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>Pods and their statuses.</summary>
internal static class SamplePods
{
    public static V1Pod Pod(string name, string node, V1OwnerReference owner) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string> { ["app"] = name },
                OwnerReferences = [owner],
            },
            Spec = new V1PodSpec
            {
                NodeName = node,
                HostNetwork = true,
                ReadinessGates = [new V1PodReadinessGate { ConditionType = "example.com/registered" }],
                Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
                AutomountServiceAccountToken = false,
                InitContainers = [new V1Container { Name = "init", Image = "registry.example/init:1" }],
                Containers = [Container("app", "250m", "64Mi"), Container("proxy", "0.5", "100M")],
            },
        };

    public static V1PodStatus Evicted() =>
        new()
        {
            Phase = "Failed",
            Reason = "Evicted",
            Message = "The node was low on resource: memory. Container app was using 90Mi, which exceeds its request of 64Mi.",
            PodIP = "2001:db8::7",
            StartTime = SampleObjects.Once,
            Conditions =
            [
                new V1PodCondition
                {
                    Type = "Ready",
                    Status = "False",
                    Reason = "ContainersNotReady",
                    Message = "containers with unready status: [app]",
                    LastTransitionTime = SampleObjects.Once,
                },
                new V1PodCondition { Type = "example.com/registered", Status = "Unknown" },
            ],
            InitContainerStatuses = [Report("init", new V1ContainerState { Terminated = Ended(0, 0, "Completed", null) })],
            ContainerStatuses =
            [
                Report(
                    "app",
                    new V1ContainerState { Terminated = Ended(137, 9, "OOMKilled", "killed") },
                    new V1ContainerState { Terminated = Ended(1, 0, "Error", "panic") },
                    restarts: 3
                ),
                Report(
                    "proxy",
                    new V1ContainerState
                    {
                        Waiting = new V1ContainerStateWaiting { Reason = "ImagePullBackOff", Message = "back-off pulling image" },
                    }
                ),
            ],
        };

    public static V1PodStatus Running() =>
        new()
        {
            Phase = "Running",
            PodIP = "10.251.0.9",
            StartTime = SampleObjects.Once,
            Conditions =
            [
                new V1PodCondition
                {
                    Type = "Ready",
                    Status = "True",
                    LastTransitionTime = SampleObjects.Once,
                },
                new V1PodCondition
                {
                    Type = "ContainersReady",
                    Status = "True",
                    LastTransitionTime = SampleObjects.Once,
                },
            ],
            ContainerStatuses =
            [
                Report("app", new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = SampleObjects.Once } }),
            ],
        };

    public static V1Container Container(string name, string cpu, string memory) =>
        new()
        {
            Name = name,
            Image = $"registry.example/{name}:1",
            Resources = new V1ResourceRequirements
            {
                Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new(cpu), ["memory"] = new(memory) },
                Limits = new Dictionary<string, ResourceQuantity> { ["memory"] = new("2Gi") },
            },
        };

    private static V1ContainerStatus Report(string name, V1ContainerState state, V1ContainerState? last = null, int restarts = 0) =>
        new()
        {
            Name = name,
            Image = $"registry.example/{name}:1",
            ImageID = "sha256:1",
            ContainerID = $"containerd://{name}",
            State = state,
            LastState = last,
            Ready = state.Running is not null,
            Started = state.Running is not null,
            RestartCount = restarts,
        };

    private static V1ContainerStateTerminated Ended(int code, int signal, string reason, string? message) =>
        new()
        {
            ExitCode = code,
            Signal = signal == 0 ? null : signal,
            Reason = reason,
            Message = message,
            StartedAt = SampleObjects.Once,
            FinishedAt = SampleObjects.Once.AddSeconds(30),
        };
}
