using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace K8sDashboard.Cluster.State;

/// <summary>The items of a table in the order of their names. A change makes a new array in one pass, and leaves the old to its readers.</summary>
internal readonly struct SortedItems<T>
    where T : ClusterObject
{
    /// <param name="items">In any order; no two of one name.</param>
    public SortedItems(ImmutableArray<T> items) =>
        Items = IsSorted(items.AsSpan()) ? items : items.Sort((left, right) => ObjectRef.Compare(left.Ref, right.Ref));

    private SortedItems(T[] sorted) => Items = ImmutableCollectionsMarshal.AsImmutableArray(sorted);

    public ImmutableArray<T> Items { get; }

    /// <summary>Puts in what changed; a name with null goes.</summary>
    /// <param name="changes">The newest state of each name.</param>
    /// <param name="sameOwners">True where each change only replaced an object by one of the same owner: places and owners are as before.</param>
    public SortedItems<T> With(Dictionary<ObjectRef, T?> changes, out bool sameOwners)
    {
        var sorted = changes.ToArray();
        Array.Sort(sorted, (left, right) => ObjectRef.Compare(left.Key, right.Key));
        var merged = ImmutableArray.CreateBuilder<T>(Items.Length);
        var from = 0;
        sameOwners = true;
        foreach (var (name, item) in sorted)
        {
            var at = from + Before(Items.AsSpan()[from..], name);
            merged.AddRange(Items.AsSpan()[from..at]);
            var old = at < Items.Length && Items[at].Ref == name ? Items[at] : null;
            if (item is not null)
                merged.Add(item);
            sameOwners &= old is null ? item is null : item is not null && item.Owner == old.Owner;
            from = old is null ? at : at + 1;
        }

        merged.AddRange(Items.AsSpan()[from..]);
        return new(ImmutableCollectionsMarshal.AsArray(merged.DrainToImmutable())!);
    }

    /// <summary>How many stand before this name.</summary>
    public static int Before(ReadOnlySpan<T> items, ObjectRef name)
    {
        var (low, high) = (0, items.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (ObjectRef.Compare(items[middle].Ref, name) < 0)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }

    private static bool IsSorted(ReadOnlySpan<T> items)
    {
        for (var index = 1; index < items.Length; index++)
            if (ObjectRef.Compare(items[index - 1].Ref, items[index].Ref) > 0)
                return false;
        return true;
    }
}
