using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Fleet;

/// <summary>The fleet's nodes with their allocated pods, for its scheduler.</summary>
internal sealed class FleetNodes(IEnumerable<Host> hosts)
{
    public const string Pool = "fleet";
    public const string PoolLabel = "example.com/pool";

    private readonly Dictionary<string, FleetNode> byName = hosts
        .Select(host => new FleetNode(host))
        .ToDictionary(node => node.Host.Machine.Name);

    /// <summary>The taint that keeps all other pods off these nodes, the company's DaemonSets included.</summary>
    public static Taint Taint { get; } =
        new()
        {
            Key = PoolLabel,
            Value = Pool,
            Effect = "NoSchedule",
        };

    public IEnumerable<FleetNode> All => byName.Values;

    // Pods bound in the current turn, which the feed has not delivered yet.
    private readonly Dictionary<string, FleetNode> reserved = [];

    public FleetNode? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>Accounts for a pod that is bound to its node.</summary>
    public void Add(Pod pod)
    {
        if (Find(pod.Spec.NodeName) is not { } node)
            return;
        if (!reserved.Remove(pod.Metadata.Uid, out var there) || there != node)
            node.Add(NodeLoad.Of(pod));
        if (there is not null && there != node)
            there.Add(-NodeLoad.Of(pod));
    }

    /// <summary>Frees the slot and the address of a deleted pod.</summary>
    public void Remove(Pod pod)
    {
        if ((reserved.Remove(pod.Metadata.Uid, out var there) ? there : Find(pod.Spec.NodeName)) is not { } node)
            return;
        node.Add(-NodeLoad.Of(pod));
        node.Host.Release(pod.Metadata.Uid);
        node.Host.Pods.Remove(pod.Metadata.Uid);
    }

    /// <summary>Resets the accounting, before a recount.</summary>
    public void Clear()
    {
        reserved.Clear();
        foreach (var node in All)
            node.Clear();
    }

    /// <summary>The node with the fewest pods of the same workload, then with the fewest pods.</summary>
    /// <param name="pod">The pod to place.</param>
    /// <param name="kin">The pods of its workload.</param>
    public Placement Choose(Pod pod, IReadOnlyList<Pod> kin)
    {
        var near = kin.Where(Availability.IsActive).CountBy(one => one.Spec.NodeName).ToDictionary();
        var reasons = new List<string>();
        FleetNode? chosen = null;
        var best = (Kin: int.MaxValue, Pods: int.MaxValue);
        foreach (var node in All)
        {
            if (node.Object is not { } known)
                continue;
            var worth = (Kin: near.GetValueOrDefault(known.Metadata.Name), node.Load.Pods);
            if (chosen is not null && worth.CompareTo(best) >= 0)
                continue;
            if (Scheduler.WhyNot(pod, known, node.Load) is { } reason)
                reasons.Add(reason);
            else
                (chosen, best) = (node, worth);
        }

        if (chosen is null)
            return Placement.Nowhere(reasons);
        if (reserved.Remove(pod.Metadata.Uid, out var before))
            before.Add(-NodeLoad.Of(pod));
        chosen.Add(NodeLoad.Of(pod));
        reserved[pod.Metadata.Uid] = chosen;
        return new Placement(chosen.Host.Machine.Name);
    }
}

/// <summary>One node of the fleet.</summary>
internal sealed class FleetNode(Host host)
{
    public Host Host { get; } = host;

    /// <summary>The Node object; null once it has been deleted.</summary>
    public Node? Object { get; set; }

    public NodeLoad Load { get; private set; }

    public void Add(NodeLoad load) => Load += load;

    public void Clear() => Load = default;
}
