using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Troubles;

/// <summary>Something that goes wrong for a while. What follows from it is the cluster's own doing.</summary>
/// <param name="Title">In a few words.</param>
/// <param name="Words">What one sees, and where.</param>
/// <param name="Where">The address of the page that shows it, below the dashboard's.</param>
/// <param name="After">From the beginning of a round.</param>
/// <param name="Lasts">Until somebody mends it.</param>
/// <param name="Begin">Does the damage.</param>
/// <param name="Mend">Undoes it, if nobody else has.</param>
public sealed record Trouble(
    string Title,
    string Words,
    string Where,
    TimeSpan After,
    TimeSpan Lasts,
    Action<LivingCluster> Begin,
    Action<LivingCluster, DateTimeOffset> Mend
);
