using K8sDashboard.Cluster.Commands;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>When a click is not enough: the last pod of something that runs goes away, or the cluster is a production one.</summary>
internal static class Confirmation
{
    /// <summary>What must be typed before the command can be given; null where nothing.</summary>
    public static string? WordFor(ClusterCommand command, string clusterName) =>
        command.NeedsTypedConfirmation || IsProduction(clusterName) ? command.Target.Name : null;

    /// <summary>By its name, the only thing that tells.</summary>
    public static bool IsProduction(string clusterName) => clusterName.Contains("prod", StringComparison.OrdinalIgnoreCase);
}
