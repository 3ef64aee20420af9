using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Company;

/// <summary>The Node objects of the machines.</summary>
public static class Inventory
{
    public static Node Node(Machine machine, SeededRandom chance, DateTimeOffset made, DateTimeOffset now)
    {
        var node = new Node
        {
            Metadata = new ObjectMeta { Name = machine.Name, CreationTimestamp = made.ToTime() },
            Spec = new NodeSpec
            {
                PodCIDR = machine.PodCidr,
                PodCIDRs = { machine.PodCidr },
                ProviderID = $"example://dc1-{machine.Zone}/{machine.Name}",
            },
            Status = new NodeStatus
            {
                Addresses =
                {
                    new NodeAddress { Type = "InternalIP", Address = machine.Address },
                    new NodeAddress { Type = "Hostname", Address = machine.Name },
                },
                DaemonEndpoints = new NodeDaemonEndpoints { KubeletEndpoint = new DaemonEndpoint { Port = 10250 } },
                NodeInfo = new NodeSystemInfo
                {
                    MachineID = chance.Hexadecimal(machine.Name),
                    SystemUUID = chance.Hexadecimal(machine.Name + "/uuid"),
                    BootID = chance.Hexadecimal(machine.Name + "/boot"),
                    KernelVersion = "6.1.0-37-amd64",
                    OsImage = "Debian GNU/Linux 12 (bookworm)",
                    ContainerRuntimeVersion = "containerd://2.1.4",
                    KubeletVersion = Machines.KubeletVersion,
                    OperatingSystem = "linux",
                    Architecture = "amd64",
                },
            },
        };
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("kubernetes.io/hostname", machine.Name),
                    ("kubernetes.io/os", "linux"),
                    ("kubernetes.io/arch", "amd64"),
                    ("topology.kubernetes.io/region", "dc1"),
                    ("topology.kubernetes.io/zone", "dc1-" + machine.Zone),
                    ("node.kubernetes.io/instance-type", $"c{machine.Cores}"),
                ]
        )
            node.Metadata.Labels[name] = value;
        if (machine.ControlPlane)
        {
            node.Metadata.Labels["node-role.kubernetes.io/control-plane"] = "";
            node.Spec.Taints.Add(new Taint { Key = Pods.ControlPlaneTaint, Effect = "NoSchedule" });
        }
        else
        {
            node.Metadata.Labels["node-role.kubernetes.io/worker"] = "";
        }

        Fill(node.Status.Capacity, $"{machine.Cores}", $"{machine.MemoryGiB}Gi");
        Fill(node.Status.Allocatable, $"{(machine.Cores * 1000) - 200}m", $"{(machine.MemoryGiB * 1024) - 768}Mi");
        foreach (
            var (type, reason, message) in ((string, string, string)[])
                [
                    ("MemoryPressure", "KubeletHasSufficientMemory", "kubelet has sufficient memory available"),
                    ("DiskPressure", "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
                    ("PIDPressure", "KubeletHasSufficientPID", "kubelet has sufficient PID available"),
                    ("Ready", "KubeletReady", "kubelet is posting ready status"),
                ]
        )
        {
            node.Status.Conditions.Add(
                new NodeCondition
                {
                    Type = type,
                    Status = type == "Ready" ? "True" : "False",
                    Reason = reason,
                    Message = message,
                    LastTransitionTime = made.ToTime(),
                    LastHeartbeatTime = now.ToTime(),
                }
            );
        }

        return node;
    }

    private static void Fill(Google.Protobuf.Collections.MapField<string, Quantity> amounts, string cpu, string memory)
    {
        foreach (
            var (name, value) in ((string, string)[])
                [
                    ("cpu", cpu),
                    ("memory", memory),
                    ("pods", "110"),
                    ("ephemeral-storage", "200Gi"),
                    ("hugepages-1Gi", "0"),
                    ("hugepages-2Mi", "0"),
                ]
        )
            amounts[name] = new Quantity { String = value };
    }
}
