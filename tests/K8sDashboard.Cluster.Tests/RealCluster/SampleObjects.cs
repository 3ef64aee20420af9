using k8s.Models;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>The bodies: between them they set every field that the dashboard reads, those above all that quiet clusters leave empty.</summary>
internal static class SampleObjects
{
    private static readonly DateTime Once = new(2021, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    public static V1Namespace Namespace(string name) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string> { ["purpose"] = "differential-test" },
            },
        };

    public static V1Node Node(string name, V1Namespace owner) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = name,
                Labels = new Dictionary<string, string> { ["node-role.kubernetes.io/edge"] = "", ["kubernetes.io/hostname"] = name },
                OwnerReferences = [OwnedBy("v1", "Namespace", owner.Metadata)],
            },
            Spec = new V1NodeSpec
            {
                Unschedulable = true,
                PodCIDR = "10.251.0.0/24",
                PodCIDRs = ["10.251.0.0/24"],
                Taints =
                [
                    new V1Taint
                    {
                        Key = "purpose",
                        Value = "differential-test",
                        Effect = "NoSchedule",
                    },
                ],
            },
        };

    public static V1NodeStatus NodeStatus() =>
        new()
        {
            Capacity = Amounts("8", "32Gi"),
            Allocatable = Amounts("7900m", "31Gi"),
            Addresses =
            [
                new V1NodeAddress { Type = "InternalIP", Address = "198.18.251.1" },
                new V1NodeAddress { Type = "ExternalIP", Address = "198.51.100.1" },
            ],
            Conditions =
            [
                new V1NodeCondition
                {
                    Type = "Ready",
                    Status = "True",
                    Reason = "KubeletReady",
                    Message = "kubelet is posting ready status",
                    LastHeartbeatTime = TimeProvider.System.GetUtcNow().UtcDateTime,
                    LastTransitionTime = Once,
                },
            ],
            NodeInfo = new V1NodeSystemInfo
            {
                Architecture = "arm64",
                BootID = "b",
                MachineID = "m",
                SystemUUID = "s",
                OperatingSystem = "linux",
                KubeProxyVersion = "v1.20.2",
                ContainerRuntimeVersion = "containerd://1.6.20",
                KernelVersion = "5.10.0",
                KubeletVersion = "v1.20.2",
                OsImage = "Debian GNU/Linux 12 (bookworm)",
            },
        };

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
            StartTime = Once,
            Conditions =
            [
                new V1PodCondition
                {
                    Type = "Ready",
                    Status = "False",
                    Reason = "ContainersNotReady",
                    Message = "containers with unready status: [app]",
                    LastTransitionTime = Once,
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
            StartTime = Once,
            Conditions =
            [
                new V1PodCondition
                {
                    Type = "Ready",
                    Status = "True",
                    LastTransitionTime = Once,
                },
                new V1PodCondition
                {
                    Type = "ContainersReady",
                    Status = "True",
                    LastTransitionTime = Once,
                },
            ],
            ContainerStatuses = [Report("app", new V1ContainerState { Running = new V1ContainerStateRunning { StartedAt = Once } })],
        };

    public static IEnumerable<V1Service> Services(V1OwnerReference owner) =>
        [
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "elsewhere" },
                Spec = new V1ServiceSpec { Type = "ExternalName", ExternalName = "db.example.com" },
            },
            new V1Service
            {
                Metadata = new V1ObjectMeta
                {
                    Name = "balanced",
                    Labels = new Dictionary<string, string> { ["tier"] = "front" },
                    OwnerReferences = [owner],
                },
                Spec = new V1ServiceSpec
                {
                    Type = "LoadBalancer",
                    ExternalIPs = ["198.51.100.7"],
                    PublishNotReadyAddresses = true,
                    Selector = new Dictionary<string, string> { ["app"] = "web" },
                    Ports =
                    [
                        new V1ServicePort
                        {
                            Name = "http",
                            Port = 80,
                            TargetPort = "http",
                            Protocol = "TCP",
                        },
                        new V1ServicePort
                        {
                            Name = "admin",
                            Port = 81,
                            TargetPort = 8081,
                            Protocol = "TCP",
                        },
                    ],
                },
            },
            new V1Service
            {
                Metadata = new V1ObjectMeta { Name = "by-hand" },
                Spec = new V1ServiceSpec
                {
                    Ports =
                    [
                        new V1ServicePort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                        new V1ServicePort
                        {
                            Name = "dns",
                            Port = 53,
                            TargetPort = 5353,
                            Protocol = "UDP",
                        },
                    ],
                },
            },
        ];

    public static V1ServiceStatus LoadBalancer() =>
        new()
        {
            LoadBalancer = new V1LoadBalancerStatus
            {
                Ingress = [new V1LoadBalancerIngress { Ip = "203.0.113.5" }, new V1LoadBalancerIngress { Hostname = "lb.example.com" }],
            },
        };

    public static V1Endpoints Endpoints(string node, V1OwnerReference owner) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = "by-hand",
                Labels = new Dictionary<string, string> { ["tier"] = "back" },
                OwnerReferences = [owner],
            },
            Subsets =
            [
                new V1EndpointSubset
                {
                    Addresses =
                    [
                        new V1EndpointAddress
                        {
                            Ip = "10.251.0.9",
                            NodeName = node,
                            TargetRef = new V1ObjectReference
                            {
                                Kind = "Pod",
                                Name = "evicted",
                                NamespaceProperty = node,
                            },
                        },
                    ],
                    NotReadyAddresses = [new V1EndpointAddress { Ip = "10.251.0.10" }],
                    Ports =
                    [
                        new Corev1EndpointPort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                        new Corev1EndpointPort
                        {
                            Name = "dns",
                            Port = 53,
                            Protocol = "UDP",
                        },
                    ],
                },
                new V1EndpointSubset
                {
                    Addresses = [new V1EndpointAddress { Ip = "10.251.0.11" }],
                    Ports =
                    [
                        new Corev1EndpointPort
                        {
                            Name = "http",
                            Port = 8080,
                            Protocol = "TCP",
                        },
                    ],
                },
            ],
        };

    public static Corev1Event Event(string name) =>
        new()
        {
            Metadata = new V1ObjectMeta { Name = "evicted.1" },
            InvolvedObject = new V1ObjectReference
            {
                Kind = "Pod",
                Name = "evicted",
                NamespaceProperty = name,
                Uid = "0b5ca1ff-0000-4000-8000-000000000001",
                FieldPath = "spec.containers{app}",
            },
            Type = "Warning",
            Reason = "Evicted",
            Message = "The node was low on resource: memory.",
            Count = 3,
            FirstTimestamp = Once,
            LastTimestamp = Once.AddMinutes(9),
            Source = new V1EventSource { Component = "kubelet", Host = "sample-node" },
        };

    /// <summary>Its account does not exist, so the controller makes no pods and reports the failure.</summary>
    public static V1ReplicaSet StuckReplicaSet(string node)
    {
        var template = Template(node, "stuck");
        template.Spec.ServiceAccountName = "no-such-account";
        return new V1ReplicaSet
        {
            Metadata = new V1ObjectMeta
            {
                Name = "stuck",
                Labels = new Dictionary<string, string> { ["app"] = "stuck" },
                Annotations = new Dictionary<string, string> { ["deployment.kubernetes.io/revision-history"] = "1,3" },
            },
            Spec = new V1ReplicaSetSpec
            {
                Replicas = 1,
                Selector = Select("stuck"),
                Template = template,
            },
        };
    }

    public static IEnumerable<V1Deployment> Deployments(string node, V1OwnerReference owner)
    {
        yield return Deployment("web", paused: false);
        yield return Deployment("paused", paused: true);

        V1Deployment Deployment(string name, bool paused) =>
            new()
            {
                Metadata = new V1ObjectMeta
                {
                    Name = name,
                    Labels = new Dictionary<string, string> { ["app"] = name },
                    Annotations = new Dictionary<string, string>
                    {
                        ["kubernetes.io/change-cause"] = "kubectl set image deployment/web app=registry.example/app:2",
                    },
                    OwnerReferences = [owner],
                },
                Spec = new V1DeploymentSpec
                {
                    Replicas = 1,
                    Paused = paused ? true : null,
                    ProgressDeadlineSeconds = 300,
                    Selector = Select(name),
                    Template = Template(node, name),
                },
            };
    }

    public static V1OwnerReference OwnedBy(string version, string kind, V1ObjectMeta owner) =>
        new()
        {
            ApiVersion = version,
            Kind = kind,
            Name = owner.Name,
            Uid = owner.Uid,
            Controller = true,
        };

    private static V1LabelSelector Select(string app) =>
        new()
        {
            MatchLabels = new Dictionary<string, string> { ["app"] = app },
            MatchExpressions =
            [
                new V1LabelSelectorRequirement
                {
                    Key = "app",
                    OperatorProperty = "In",
                    Values = [app],
                },
                new V1LabelSelectorRequirement { Key = "quarantined", OperatorProperty = "DoesNotExist" },
            ],
        };

    private static V1PodTemplateSpec Template(string node, string app) =>
        new()
        {
            Metadata = new V1ObjectMeta { Labels = new Dictionary<string, string> { ["app"] = app } },
            Spec = new V1PodSpec
            {
                NodeName = node,
                AutomountServiceAccountToken = false,
                Tolerations = [new V1Toleration { OperatorProperty = "Exists" }],
                Containers = [Container("app", "1e-1", "1Gi")],
            },
        };

    private static V1Container Container(string name, string cpu, string memory) =>
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
            StartedAt = Once,
            FinishedAt = Once.AddSeconds(30),
        };

    private static Dictionary<string, ResourceQuantity> Amounts(string cpu, string memory) =>
        new()
        {
            ["cpu"] = new(cpu),
            ["memory"] = new(memory),
            ["ephemeral-storage"] = new("100Gi"),
            ["pods"] = new("110"),
        };
}
