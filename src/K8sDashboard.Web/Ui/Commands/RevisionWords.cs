using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Commands;

/// <summary>A revision among others to choose from: images alone do not tell one change of a setting from the next.</summary>
internal static class RevisionWords
{
    /// <summary><c>7: nginx:1.25 (raise the log level), first rolled out 3d4h ago</c>.</summary>
    /// <param name="revision">The revision; its age is that of its ReplicaSet, which a later rollback to it does not renew.</param>
    /// <param name="now">The time of reading.</param>
    public static string Of(Revision revision, DateTimeOffset now)
    {
        var cause = revision.ChangeCause.Length == 0 ? "" : $" ({revision.ChangeCause})";
        var age = revision.Created is { } created ? $", first rolled out {KubectlAge.Of(created, now)} ago" : "";
        return $"{revision.Number}: {string.Join(", ", revision.Images)}{cause}{age}";
    }
}
