namespace K8sDashboard.Cluster.Actions;

/// <summary>The resourceVersions that an action read and wrote, for the audit log.</summary>
internal sealed class Versions
{
    public string Read { get; set; } = "";

    public string Written { get; set; } = "";
}
