using System.Collections.Immutable;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Resources;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Search;

/// <summary>
/// Searches objects by words of their kind, name, namespace, addresses or labels, over all that the user may see. Every word must match
/// (AND); <c>deploy nginx</c>, <c>po/web-1</c>, <c>shop cart</c> and <c>app=nginx,tier=web</c> have the meaning known from kubectl.
/// </summary>
public static class ObjectSearch
{
    /// <summary>The maximum number of hits shown.</summary>
    public const int MostHits = 12;

    /// <summary>The maximum number of words; longer input is not a search.</summary>
    private const int MostWords = 8;

    /// <summary>Ranked: hits of a kind named in the query, exact names, name prefixes, name substrings, other matches.</summary>
    public static SearchResults Find(ClusterSnapshot snapshot, string text)
    {
        var words = text.Split([' ', '/', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostWords)
            .Select(word => new SearchWord(word))
            .ToArray();
        var best = new SortedSet<Found>();
        var total = 0;
        for (var place = 0; place < ResourceViews.Searched.Length && words.Length > 0; place++)
        {
            var kind = ResourceViews.Searched[place];
            // Of several words, one that names the kind restricts the search to it.
            var isNamed = words.Length > 1 && Array.Exists(words, word => kind.IsNamedBy(word.Text));
            foreach (var item in snapshot.Of(kind.Definition).Objects)
            {
                if (FitOf(words, kind, item) is not { } fit)
                    continue;
                total++;
                var found = new Found(isNamed ? 0 : 1, fit, place, item);
                if (best.Count < MostHits)
                    best.Add(found);
                else if (found.CompareTo(best.Max) < 0 && best.Remove(best.Max))
                    best.Add(found);
            }
        }

        return new(
            [.. best.Select(found => new SearchHit(ResourceViews.Searched[found.Place], found.Item))],
            total,
            ResourceViews.Searched.All(kind => snapshot.Of(kind.Definition).Sync is not SyncState.Syncing),
            ResourceViews.Searched.All(kind => snapshot.Of(kind.Definition).Sync.IsWhole)
        );
    }

    /// <summary>The best match of the words, if each of them matches.</summary>
    private static SearchFit? FitOf(SearchWord[] words, ResourceView kind, ClusterObject item)
    {
        var best = SearchFit.None;
        foreach (var word in words)
        {
            var fit = word.Fit(kind, item);
            if (fit == SearchFit.None)
                return null;
            if (fit < best)
                best = fit;
        }

        return best;
    }

    private readonly record struct Found(int Named, SearchFit Fit, int Place, ClusterObject Item) : IComparable<Found>
    {
        public int CompareTo(Found other) =>
            Named != other.Named ? Named.CompareTo(other.Named)
            : Fit != other.Fit ? Fit.CompareTo(other.Fit)
            : Place != other.Place ? Place.CompareTo(other.Place)
            : string.CompareOrdinal(Item.Name, other.Item.Name) is var byName and not 0 ? byName
            : string.CompareOrdinal(Item.Namespace, other.Item.Namespace);
    }
}

/// <summary>The result of a search.</summary>
/// <param name="Hits">The best hits.</param>
/// <param name="Total">The number of all matches.</param>
/// <param name="IsComplete">Every kind was synced; otherwise there may be more.</param>
/// <param name="IsWhole">The whole cluster was searched; otherwise some of it is not readable (RBAC).</param>
public sealed record SearchResults(ImmutableArray<SearchHit> Hits, int Total, bool IsComplete, bool IsWhole);

/// <summary>One object found.</summary>
public sealed record SearchHit(ResourceView Kind, ClusterObject Item)
{
    public ObjectRef Ref => Item.Ref;

    /// <summary>The URL of its page.</summary>
    public string Href(Address address) => Kind.Href(address, Item);
}
