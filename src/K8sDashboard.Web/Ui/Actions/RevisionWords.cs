using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Actions;

/// <summary>Description of a revision in a selection: images alone do not distinguish changes of other settings.</summary>
internal static class RevisionWords
{
    /// <summary><c>7: nginx:1.25 (raise the log level), first rolled out 3d4h ago</c>.</summary>
    /// <param name="revision">The revision; its age is that of its ReplicaSet, which a later rollback to it does not change.</param>
    /// <param name="now">The current time.</param>
    public static string Of(Revision revision, DateTimeOffset now)
    {
        var cause = revision.ChangeCause.Length == 0 ? "" : $" ({revision.ChangeCause})";
        var age = revision.Created is { } created ? $", first rolled out {KubectlAge.Of(created, now)} ago" : "";
        return $"{revision.Number}: {string.Join(", ", revision.Images)}{cause}{age}";
    }
}
