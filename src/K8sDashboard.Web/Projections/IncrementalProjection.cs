using System.Collections.Immutable;
using System.Runtime.InteropServices;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Projections;

/// <summary>
/// Incremental projection: one computed value per object of a list. For the next version of the list only new objects are computed, and
/// those whose value depends on time: of 150,000 pods a few at a time.
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

    /// <param name="items">Sorted by name, as tables are; in any other order everything is recomputed.</param>
    /// <param name="now">The evaluation time; if it is before the previous one, everything is recomputed.</param>
    /// <param name="work">
    /// The value, and whether it depends on time. Must be a pure function of the item and the time. If the result equals the previous
    /// value, the previous instance is kept.
    /// </param>
    /// <param name="before">The projection of an earlier version of the list.</param>
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
