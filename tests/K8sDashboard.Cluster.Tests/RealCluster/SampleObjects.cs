using k8s.Models;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>
/// Request bodies which together set every field that the dashboard reads, above all those that are empty in quiet clusters: the namespace,
/// the node and the event. See also <see cref="SamplePods"/>, <see cref="SampleServices"/> and <see cref="SampleWorkloads"/>.
/// </summary>
internal static class SampleObjects
{
    public static readonly DateTime Once = new(2021, 3, 4, 5, 6, 7, DateTimeKind.Utc);

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

    public static V1OwnerReference OwnedBy(string version, string kind, V1ObjectMeta owner) =>
        new()
        {
            ApiVersion = version,
            Kind = kind,
            Name = owner.Name,
            Uid = owner.Uid,
            Controller = true,
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
