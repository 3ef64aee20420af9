using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>Finds objects by words of their kind, name, namespace or labels, over all that the person may see.</summary>
public static class ObjectSearch
{
    /// <summary>More than this nobody reads; type on instead.</summary>
    public const int MostHits = 12;

    /// <summary>The best hits first: the exact name, names that begin with the words, names that hold them, the rest.</summary>
    public static ImmutableArray<SearchHit> Find(ClusterSnapshot snapshot, string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0) return [];
        var hits = Hits("Node", snapshot.Nodes.Items, words)
            .Concat(Hits("Deployment", snapshot.Deployments.Items, words))
            .Concat(Hits("Service", snapshot.Services.Items, words))
            .Concat(Hits("Pod", snapshot.Pods.Items, words));
        return [.. hits.OrderBy(hit => hit.Rank).ThenBy(hit => hit.Hit.Ref.Name, StringComparer.Ordinal).Take(MostHits).Select(hit => hit.Hit)];
    }

    private static IEnumerable<(SearchHit Hit, int Rank)> Hits<T>(string kind, ImmutableArray<T> items, string[] words)
        where T : ClusterObject
    {
        foreach (var item in items)
        {
            var rank = words.Max(word => RankOf(kind, item, word));
            if (rank < NoMatch) yield return (new SearchHit(kind, item.Ref), rank);
        }
    }

    private const int NoMatch = 5;

    private static int RankOf(string kind, ClusterObject item, string word) =>
        item.Name.Equals(word, StringComparison.OrdinalIgnoreCase) ? 0
        : item.Name.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 1
        : item.Name.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2
        : kind.StartsWith(word, StringComparison.OrdinalIgnoreCase) || item.Namespace.Equals(word, StringComparison.OrdinalIgnoreCase) ? 3
        : item.Labels.Any(label => $"{label.Key}={label.Value}".Contains(word, StringComparison.OrdinalIgnoreCase)) ? 4
        : NoMatch;
}

/// <summary>One object that a search found.</summary>
public readonly record struct SearchHit(string Kind, ObjectRef Ref)
{
    /// <summary>Its page.</summary>
    public string Href(Address address) => Kind switch
    {
        "Node" => address.Node(Ref.Name),
        "Deployment" => address.Deployment(Ref),
        "Service" => address.Service(Ref),
        _ => address.Pod(Ref),
    };
}
