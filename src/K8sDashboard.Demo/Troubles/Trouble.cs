using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Troubles;

/// <summary>A temporary incident; its consequences follow from the simulation.</summary>
/// <param name="Title">A short title.</param>
/// <param name="Words">What is visible, and where.</param>
/// <param name="Where">The path of the dashboard's page that shows it.</param>
/// <param name="After">Offset from the start of a round.</param>
/// <param name="Lasts">Its duration.</param>
/// <param name="Begin">Causes it.</param>
/// <param name="Mend">Reverts it, unless a user already has.</param>
public sealed record Trouble(
    string Title,
    string Words,
    string Where,
    TimeSpan After,
    TimeSpan Lasts,
    Action<LivingCluster> Begin,
    Action<LivingCluster, DateTimeOffset> Mend
);
