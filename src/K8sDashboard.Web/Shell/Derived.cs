using System.Collections.Immutable;
using System.Runtime.InteropServices;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>
/// What was worked out of each object of a list, one value an object. The list's next version asks only for the objects that are new in
/// it: of 150,000 pods a few change at a time.
/// </summary>
public sealed class Derived<TItem, TValue>
    where TItem : ClusterObject
{
    private readonly ImmutableArray<TItem> items;
    private readonly object basis;

    private Derived(ImmutableArray<TItem> items, ImmutableArray<TValue> values, object basis) => (this.items, Values, this.basis) = (items, values, basis);

    /// <summary>In the order of the items.</summary>
    public ImmutableArray<TValue> Values { get; }

    /// <param name="items">In the order of their names, as tables have them; in any other all is worked out anew.</param>
    /// <param name="basis">What the work depends on beside the item, such as the moment it is judged at; compared by value.</param>
    /// <param name="work">Must depend on nothing else. Where it comes to an equal value, the value is the same object.</param>
    /// <param name="before">What is known of an earlier version of the list.</param>
    public static Derived<TItem, TValue> Of(ImmutableArray<TItem> items, object basis, Func<TItem, TValue> work, Derived<TItem, TValue>? before)
    {
        var known = before?.items ?? [];
        var holds = before is not null && before.basis.Equals(basis);
        var values = new TValue[items.Length];
        var at = 0;
        for (var index = 0; index < items.Length; index++)
        {
            var item = items[index];
            while (at < known.Length && !ReferenceEquals(known[at], item) && ObjectRef.Compare(known[at].Ref, item.Ref) < 0) at++;
            values[index] = at < known.Length && ReferenceEquals(known[at], item) ? Again(item, before!.Values[at++]) : work(item);
        }

        return new(items, ImmutableCollectionsMarshal.AsImmutableArray(values), basis);

        TValue Again(TItem item, TValue value)
        {
            if (holds) return value;
            var next = work(item);
            return EqualityComparer<TValue>.Default.Equals(next, value) ? value : next;
        }
    }
}
