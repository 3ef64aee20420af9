namespace K8sDashboard.Cluster.Commands;

/// <summary>The resourceVersions that a command read and wrote, for the audit log.</summary>
internal sealed class Versions
{
    public string Read { get; set; } = "";

    public string Written { get; set; } = "";
}
