using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>A node without a machine: tainted against real pods, and Ready while its heartbeat is recent.</summary>
internal static class FakeNode
{
    private static readonly string[] Zones = ["eu-central-1a", "eu-central-1b", "eu-central-1c"];

    public static V1Node Create(int number) =>
        new()
        {
            Metadata = new V1ObjectMeta
            {
                Name = Layout.NodeName(number),
                Labels = new Dictionary<string, string>
                {
                    [Layout.Mark] = "true",
                    ["kubernetes.io/hostname"] = Layout.NodeName(number),
                    ["kubernetes.io/os"] = "linux",
                    ["kubernetes.io/arch"] = "amd64",
                    ["node.kubernetes.io/instance-type"] = number % 4 == 0 ? "m5.8xlarge" : "m5.4xlarge",
                    ["topology.kubernetes.io/region"] = "eu-central-1",
                    ["topology.kubernetes.io/zone"] = Zones[number % Zones.Length],
                },
            },
            Spec = new V1NodeSpec
            {
                Taints =
                [
                    new V1Taint
                    {
                        Key = Layout.Mark,
                        Value = "true",
                        Effect = "NoSchedule",
                    },
                ],
            },
        };

    public static V1NodeStatus Status(int number, DateTime since, DateTime now)
    {
        var cores = number % 4 == 0 ? 32 : 16;
        return new V1NodeStatus
        {
            Capacity = Amounts($"{cores}", $"{cores * 4}Gi"),
            Allocatable = Amounts($"{(cores * 1000) - 110}m", $"{(cores * 4) - 2}Gi"),
            Addresses =
            [
                // 198.18.0.0/15 is reserved for benchmarks (RFC 2544) and not routed.
                new V1NodeAddress { Type = "InternalIP", Address = $"198.18.{number / 250}.{(number % 250) + 1}" },
                new V1NodeAddress { Type = "Hostname", Address = Layout.NodeName(number) },
            ],
            Conditions =
            [
                Condition("MemoryPressure", "False", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                Condition("DiskPressure", "False", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                Condition("PIDPressure", "False", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                Condition("Ready", "True", "KubeletReady", "kubelet is posting ready status"),
            ],
            DaemonEndpoints = new V1NodeDaemonEndpoints { KubeletEndpoint = new V1DaemonEndpoint { Port = 10250 } },
            NodeInfo = new V1NodeSystemInfo
            {
                Architecture = "amd64",
                BootID = Identity(number, "b007"),
                MachineID = Identity(number, "3ac1").Replace("-", "", StringComparison.Ordinal),
                SystemUUID = Identity(number, "5157"),
                ContainerRuntimeVersion = "containerd://1.6.20",
                KernelVersion = "5.10.0-23-amd64",
                KubeletVersion = "v1.20.2",
                KubeProxyVersion = "v1.20.2",
                OperatingSystem = "linux",
                OsImage = "Debian GNU/Linux 12 (bookworm)",
            },
            Images =
            [
                .. Enumerable
                    .Range(0, 12)
                    .Select(image => new V1ContainerImage
                    {
                        Names = [$"registry.example/shop/{Layout.App(image)}:1.{number % 7}.0"],
                        SizeBytes = 90_000_000 + (image * 1_000_000),
                    }),
            ],
        };

        V1NodeCondition Condition(string type, string status, string reason, string message) =>
            new()
            {
                Type = type,
                Status = status,
                Reason = reason,
                Message = message,
                LastHeartbeatTime = now,
                LastTransitionTime = since,
            };
    }

    private static Dictionary<string, ResourceQuantity> Amounts(string cpu, string memory) =>
        new()
        {
            ["cpu"] = new(cpu),
            ["memory"] = new(memory),
            ["ephemeral-storage"] = new("200Gi"),
            ["pods"] = new("110"),
        };

    private static string Identity(int number, string part) => $"{number:x8}-{part}-4000-8000-{number:x12}";
}
