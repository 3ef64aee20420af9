using K8sDashboard.Cluster.Actions;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>Typed confirmation: required when the last replica of a running workload is removed, or on a production cluster.</summary>
internal static class Confirmation
{
    /// <summary>The text to type before the action can be sent; null where none is required.</summary>
    public static string? WordFor(IResourceAction action, string clusterName) =>
        action.NeedsTypedConfirmation || IsProduction(clusterName) ? action.Target.Name : null;

    /// <summary>By its name, the only indication.</summary>
    public static bool IsProduction(string clusterName) => clusterName.Contains("prod", StringComparison.OrdinalIgnoreCase);
}
