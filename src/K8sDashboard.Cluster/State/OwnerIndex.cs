using System.Collections.Immutable;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Where in a table the objects of one owner may stand: chains through two arrays of numbers, 8 bytes an object and one pass to
/// build, where a lookup of lists takes ten times both. It knows places, not objects, so it serves every table of the same owners.
/// </summary>
internal sealed class OwnerIndex
{
    private const int End = -1;

    private readonly int[] first;
    private readonly int[] next;

    private OwnerIndex(int count)
    {
        first = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(count, 1))];
        next = new int[count];
        Array.Fill(first, End);
    }

    public static OwnerIndex Of<T>(ImmutableArray<T> items)
        where T : ClusterObject
    {
        var index = new OwnerIndex(items.Length);
        // From the end, so that each chain runs in the order of the items.
        for (var place = items.Length - 1; place >= 0; place--)
        {
            if (items[place].Owner is not { } owner)
                continue;
            ref var head = ref index.first[index.ChainOf(owner.Uid)];
            (index.next[place], head) = (head, place);
        }

        return index;
    }

    /// <summary>The places of this owner's objects, and of a few others that share the chain.</summary>
    public IEnumerable<int> Of(string uid)
    {
        for (var place = first[ChainOf(uid)]; place != End; place = next[place])
            yield return place;
    }

    private int ChainOf(string uid) => string.GetHashCode(uid, StringComparison.Ordinal) & (first.Length - 1);
}
