using System.Collections.Immutable;

namespace K8sDashboard.Demo.Company;

/// <summary>One machine of the company.</summary>
/// <param name="Name">The node's name.</param>
/// <param name="ControlPlane">It runs the control plane, and other pods only if they tolerate that.</param>
/// <param name="Cores">Its CPUs.</param>
/// <param name="MemoryGiB">Its memory.</param>
/// <param name="Zone">The data centre's part.</param>
/// <param name="Number">Its place in the addresses.</param>
public sealed record Machine(string Name, bool ControlPlane, int Cores, int MemoryGiB, string Zone, int Number)
{
    public string Address { get; init; } = $"10.20.0.{10 + Number}";

    /// <summary>What the addresses of its pods begin with.</summary>
    public string PodNetwork { get; init; } = $"10.244.{Number}";

    /// <summary>The addresses of its pods.</summary>
    public string PodCidr => $"{PodNetwork}.0/24";

    public string PodAddress(int slot) => $"{PodNetwork}.{slot}";
}

/// <summary>The machines of the company: a control plane of three, and seven workers in three zones.</summary>
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
