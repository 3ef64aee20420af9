using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>
/// Finds objects by words of their kind, name, namespace, addresses or labels, over all that the person may see. Every word must fit;
/// <c>deploy nginx</c>, <c>po/web-1</c>, <c>shop cart</c> and <c>app=nginx,tier=web</c> mean what they mean to kubectl's users.
/// </summary>
public static class ObjectSearch
{
    /// <summary>More than this nobody reads; type on instead.</summary>
    public const int MostHits = 12;

    /// <summary>More words than this are a text and no search.</summary>
    private const int MostWords = 8;

    /// <summary>The best hits first: those of the kind that is named, the exact name, names that begin with a word, names that hold one, the rest.</summary>
    public static SearchResults Find(ClusterSnapshot snapshot, string text)
    {
        var words = text.Split([' ', '/', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Take(MostWords)
            .Select(word => new SearchWord(word))
            .ToArray();
        var best = new SortedSet<Found>();
        var total = 0;
        for (var place = 0; place < SearchKind.All.Length && words.Length > 0; place++)
        {
            var kind = SearchKind.All[place];
            // One word of several that names the kind is what the others are looked for in.
            var isNamed = words.Length > 1 && Array.Exists(words, word => kind.IsNamedBy(word.Text));
            foreach (var item in kind.Items(snapshot))
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
            [.. best.Select(found => new SearchHit(SearchKind.All[found.Place], found.Item))],
            total,
            SearchKind.All.All(kind => kind.Sync(snapshot) is not SyncState.Syncing),
            SearchKind.All.All(kind => kind.Sync(snapshot).IsWhole)
        );
    }

    /// <summary>The best fit of the words, where each of them fits at all.</summary>
    private static SearchFit? FitOf(SearchWord[] words, SearchKind kind, ClusterObject item)
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

/// <summary>What a search found.</summary>
/// <param name="Hits">The best.</param>
/// <param name="Total">How many fit in all.</param>
/// <param name="IsComplete">Every kind had been read; else there may be more.</param>
/// <param name="IsWhole">That was all of the cluster; else there may be more that is not to be seen.</param>
public sealed record SearchResults(ImmutableArray<SearchHit> Hits, int Total, bool IsComplete, bool IsWhole);

/// <summary>One object that a search found.</summary>
public sealed record SearchHit(SearchKind Kind, ClusterObject Item)
{
    public ObjectRef Ref => Item.Ref;

    /// <summary>Its page.</summary>
    public string Href(Address address) => Kind.Href(address, Item);
}
