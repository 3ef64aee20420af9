namespace K8sDashboard.Demo.Fleet;

/// <summary>How large the fleet is that lives beside the company.</summary>
/// <param name="Nodes">Its machines.</param>
/// <param name="Pods">What runs on them.</param>
/// <param name="Churn">How many changes of its pods a second there are by themselves; 0 leaves it steady.</param>
public sealed record FleetSize(int Nodes, int Pods, int Churn)
{
    public const int MostNodes = 20_000;
    public const int MostPods = 500_000;
    public const int MostChurn = 5_000;

    /// <summary>As many as a kubelet takes unless it is told otherwise.</summary>
    public const int PodsANode = 110;

    /// <summary>Where only one of the two numbers is given.</summary>
    public const int UsualPodsANode = 30;

    /// <summary>The fleet that these numbers ask for; null where they ask for none.</summary>
    /// <param name="nodes">Its nodes; null where it was not said.</param>
    /// <param name="pods">Its pods, likewise.</param>
    /// <param name="churn">Changes a second, likewise.</param>
    /// <param name="faults">Gets what cannot be.</param>
    public static FleetSize? Of(int? nodes, int? pods, int? churn, ICollection<string> faults)
    {
        if (nodes is null && pods is null)
        {
            if (churn is not null)
                faults.Add("--churn needs --nodes or --pods: it is the fleet that changes.");
            return null;
        }

        var wanted = pods ?? nodes!.Value * UsualPodsANode;
        var there = nodes ?? NodesFor(wanted, UsualPodsANode);
        if (NodesFor(wanted, PodsANode) is var fewest && there < fewest)
            faults.Add($"{wanted} pods do not fit on {there} nodes, which take {PodsANode} each: --nodes {fewest} or more.");
        if (wanted > MostPods)
            faults.Add(
                $"{there} nodes with {UsualPodsANode} pods each are more than the {MostPods} pods that are possible: say how many with --pods."
            );
        return new FleetSize(there, wanted, churn ?? 0);
    }

    private static int NodesFor(int pods, int podsANode) => (pods + podsANode - 1) / podsANode;
}
