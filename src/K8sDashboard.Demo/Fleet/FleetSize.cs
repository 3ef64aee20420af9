namespace K8sDashboard.Demo.Fleet;

/// <summary>The size of the fleet.</summary>
/// <param name="Nodes">The number of nodes.</param>
/// <param name="Pods">The number of pods.</param>
/// <param name="Churn">Pod changes a second; 0 for none.</param>
public sealed record FleetSize(int Nodes, int Pods, int Churn)
{
    public const int MostNodes = 20_000;
    public const int MostPods = 500_000;
    public const int MostChurn = 5_000;

    /// <summary>A kubelet's default for <c>maxPods</c>.</summary>
    public const int PodsANode = 110;

    /// <summary>The default ratio where only one of the two numbers is given.</summary>
    public const int UsualPodsANode = 30;

    /// <summary>The fleet of these options; null for none.</summary>
    /// <param name="nodes">The number of nodes; null if not given.</param>
    /// <param name="pods">The number of pods, likewise.</param>
    /// <param name="churn">Changes a second, likewise.</param>
    /// <param name="faults">Collects invalid options.</param>
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
                $"{there} nodes with {UsualPodsANode} pods each are more than the {MostPods} pods that are possible: say how "
                    + "many with --pods."
            );
        return new FleetSize(there, wanted, churn ?? 0);
    }

    private static int NodesFor(int pods, int podsANode) => (pods + podsANode - 1) / podsANode;
}
