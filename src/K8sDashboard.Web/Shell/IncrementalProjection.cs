using System.Collections.Immutable;
using System.Runtime.InteropServices;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>
/// What was worked out of each object of a list, one value an object. The list's next version asks only for the objects that are new in
/// it, and for those whose value changes as time goes by: of 150,000 pods a few do at a time.
/// </summary>
public sealed class IncrementalProjection<TItem, TValue>
    where TItem : ClusterObject
{
    private readonly ImmutableArray<TItem> items;
    private readonly bool[] ages;
    private readonly DateTimeOffset now;

    private IncrementalProjection(ImmutableArray<TItem> items, TValue[] values, bool[] ages, DateTimeOffset now) =>
        (this.items, Values, this.ages, this.now) = (items, ImmutableCollectionsMarshal.AsImmutableArray(values), ages, now);

    /// <summary>In the order of the items.</summary>
    public ImmutableArray<TValue> Values { get; }

    /// <param name="items">In the order of their names, as tables have them; in any other all is worked out anew.</param>
    /// <param name="now">The moment it is worked out for; where that lies before the last one all is worked out anew.</param>
    /// <param name="work">
    /// The value, and whether it may be another at a later moment. Must depend on nothing but the item and the moment. Where it comes to an
    /// equal value, the value is the same object.
    /// </param>
    /// <param name="before">What is known of an earlier version of the list.</param>
    public static IncrementalProjection<TItem, TValue> Of(
        ImmutableArray<TItem> items,
        DateTimeOffset now,
        Func<TItem, (TValue Value, bool DependsOnTime)> work,
        IncrementalProjection<TItem, TValue>? before
    )
    {
        var known = before?.items ?? [];
        var (values, ages) = (new TValue[items.Length], new bool[items.Length]);
        var at = 0;
        for (var index = 0; index < items.Length; index++)
        {
            var item = items[index];
            while (at < known.Length && !ReferenceEquals(known[at], item) && ObjectRef.Compare(known[at].Ref, item.Ref) < 0)
                at++;
            if (at < known.Length && ReferenceEquals(known[at], item))
                (values[index], ages[index]) = Again(item, at++);
            else
                (values[index], ages[index]) = work(item);
        }

        return new(items, values, ages, now);

        (TValue Value, bool DependsOnTime) Again(TItem item, int at)
        {
            if (now == before!.now || (now > before.now && !before.ages[at]))
                return (before.Values[at], before.ages[at]);
            var next = work(item);
            return EqualityComparer<TValue>.Default.Equals(next.Value, before.Values[at]) ? (before.Values[at], next.DependsOnTime) : next;
        }
    }
}
