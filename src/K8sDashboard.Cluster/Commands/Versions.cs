namespace K8sDashboard.Cluster.Commands;

/// <summary>The resourceVersions that one command read and wrote, for its audit line.</summary>
internal sealed class Versions
{
    public string Read { get; set; } = "";

    public string Written { get; set; } = "";
}
