using System.Collections.Immutable;

namespace K8sDashboard.Demo.Company;

/// <summary>One machine of the company.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="ControlPlane">A control plane node, with its taint.</param>
/// <param name="Cores">The number of CPUs.</param>
/// <param name="MemoryGiB">The memory in GiB.</param>
/// <param name="Zone">The zone of the data centre.</param>
/// <param name="Number">Its number in the addresses.</param>
public sealed record Machine(string Name, bool ControlPlane, int Cores, int MemoryGiB, string Zone, int Number)
{
    public string Address { get; init; } = $"10.20.0.{10 + Number}";

    /// <summary>The first three octets of its pods' addresses.</summary>
    public string PodNetwork { get; init; } = $"10.244.{Number}";

    /// <summary>The pod CIDR of the node.</summary>
    public string PodCidr => $"{PodNetwork}.0/24";

    public string PodAddress(int slot) => $"{PodNetwork}.{slot}";
}

/// <summary>The machines of the company: three control plane nodes, and seven workers in three zones.</summary>
public static class Machines
{
    public const string KubeletVersion = "v1.36.2";

    public static ImmutableArray<Machine> All { get; } =
    [
        new("control-1", true, 4, 8, "a", 1),
        new("control-2", true, 4, 8, "b", 2),
        new("control-3", true, 4, 8, "c", 3),
        new("worker-1", false, 8, 16, "a", 4),
        new("worker-2", false, 8, 16, "b", 5),
        new("worker-3", false, 8, 16, "c", 6),
        new("worker-4", false, 8, 16, "a", 7),
        new("worker-5", false, 8, 16, "b", 8),
        new("worker-6", false, 16, 32, "c", 9),
        new("worker-7", false, 16, 32, "a", 10),
    ];
}
