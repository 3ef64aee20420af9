using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Status;

namespace K8sDashboard.Web.Search;

/// <summary>The scope of a search as text: a name without a hit may still exist in a kind or a namespace that is not watched.</summary>
public static class SearchScope
{
    /// <summary><c>deployments, services and pods</c>: the synced kinds.</summary>
    public static string Read(ClusterSnapshot snapshot) =>
        Joined([.. Tables(snapshot).Where(table => table.Sync.IsListed).Select(table => table.Plural)]);

    /// <summary>The kinds and namespaces that are not watched, in sentences; empty where all are.</summary>
    public static string Unread(ClusterSnapshot snapshot)
    {
        var unread = Tables(snapshot)
            .Where(table => !table.Sync.IsListed)
            .Select(table => $"{table.Plural} ({LoopWords.Of(table.Sync)})")
            .ToList();
        var reached = Tables(snapshot)
            .Select(table => table.Sync)
            .Where(sync => sync.IsListed && !sync.Reach.IsWhole)
            .SelectMany(sync => sync.Reach.Namespaces)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        return string.Join(
            ' ',
            new[]
            {
                reached.Count == 0 ? ""
                : reached.Count == 1 ? $"Only namespace {reached[0]} is read."
                : $"Only namespaces {Joined(reached)} are read.",
                unread.Count > 0 ? $"Not read: {string.Join(", ", unread)}." : "",
            }.Where(sentence => sentence.Length > 0)
        );
    }

    private static IEnumerable<(string Plural, SyncState Sync)> Tables(ClusterSnapshot snapshot) =>
        ResourceViews.Searched.Select(kind => (kind.Type.Plural, snapshot.Of(kind.Definition).Sync));

    private static string Joined(List<string> words) =>
        words.Count > 1 ? $"{string.Join(", ", words[..^1])} and {words[^1]}" : string.Concat(words);
}
