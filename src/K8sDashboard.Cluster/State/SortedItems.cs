using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace K8sDashboard.Cluster.State;

/// <summary>The items of a table, sorted by name. Copy-on-write: a change builds a new array in one pass.</summary>
internal readonly struct SortedItems<T>
    where T : ClusterObject
{
    /// <param name="items">In any order; names are unique.</param>
    public SortedItems(ImmutableArray<T> items) =>
        Items = IsSorted(items.AsSpan()) ? items : items.Sort((left, right) => ObjectRef.Compare(left.Ref, right.Ref));

    private SortedItems(T[] sorted) => Items = ImmutableCollectionsMarshal.AsImmutableArray(sorted);

    public ImmutableArray<T> Items { get; }

    /// <summary>Merges changes; null deletes.</summary>
    /// <param name="changes">The latest state by name.</param>
    /// <param name="sameOwners">Whether each change only replaced an object by one of the same owner: an owner index stays valid.</param>
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

    /// <summary>Binary search: the number of items before this name.</summary>
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
