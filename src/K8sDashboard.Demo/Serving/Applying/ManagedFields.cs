using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The ownership of an object's fields. Bounded as in Kubernetes: the oldest of too many updates are merged into one entry.
/// </summary>
internal sealed class ManagedFields
{
    private const int MostUpdates = 10;
    private const string Ancient = "ancient-changes";

    private readonly Dictionary<FieldOwner, ManagedSet> sets = [];

    private ManagedFields() { }

    public bool IsEmpty => sets.Count == 0;

    /// <summary>Decodes managedFields. A single empty entry resets them.</summary>
    public static ManagedFields Of(ObjectMeta meta)
    {
        var managed = new ManagedFields();
        foreach (
            var entry in meta.ManagedFields.Where(entry =>
                entry.Operation is FieldOwner.Apply or FieldOwner.Update && entry.FieldsV1 is { Raw.IsEmpty: false }
            )
        )
            managed.sets[new FieldOwner(entry.Manager, entry.Operation, entry.ApiVersion, entry.Subresource)] = new ManagedSet(
                FieldSet.Parse(entry.FieldsV1.Raw.Memory),
                entry.Time
            );
        return managed;
    }

    /// <summary>The fields of a manager; empty for an unknown one.</summary>
    public FieldSet Of(FieldOwner manager) => sets.TryGetValue(manager, out var set) ? set.Fields : new FieldSet();

    /// <summary>The union of all managers' fields.</summary>
    public FieldSet All => sets.Values.Aggregate(new FieldSet(), (all, set) => all.Union(set.Fields));

    /// <summary>Replaces a manager's fields, for an apply.</summary>
    public void Assign(FieldOwner manager, FieldSet fields, DateTimeOffset now) =>
        sets[manager] = new ManagedSet(fields, Timestamps.Of(now));

    /// <summary>Assigns changed fields to their manager, and removes deleted fields from all.</summary>
    public void Change(FieldOwner manager, FieldDifference difference, DateTimeOffset now)
    {
        var mine = difference.Set;
        TakeFromOthers(manager, mine);
        Forget(difference.Removed);
        if (!mine.IsEmpty)
            Assign(manager, Of(manager).Union(mine), now);
        JoinAncient(manager);
    }

    /// <summary>The conflicts: fields of other managers that an apply would change.</summary>
    public IEnumerable<(FieldOwner Manager, IReadOnlyList<string> Path)> Conflicts(FieldOwner manager, FieldSet wanted) =>
        from other in sets
        where other.Key != manager
        orderby other.Key.Words
        from path in other.Value.Fields.Intersect(wanted).Paths()
        select (other.Key, path);

    public void TakeFromOthers(FieldOwner manager, FieldSet fields)
    {
        foreach (var other in sets.Keys.Where(other => other != manager).ToList())
            Keep(other, sets[other].Fields.Except(fields));
    }

    /// <summary>Removes fields from all managers.</summary>
    public void Forget(FieldSet fields)
    {
        foreach (var manager in sets.Keys.ToList())
            Keep(manager, sets[manager].Fields.Except(fields));
    }

    public void WriteTo(ObjectMeta meta)
    {
        meta.ManagedFields.Clear();
        meta.ManagedFields.Add(
            sets.OrderBy(set => set.Key.Operation, StringComparer.Ordinal)
                .ThenBy(set => set.Value.At?.Seconds ?? 0)
                .ThenBy(set => set.Key.Name, StringComparer.Ordinal)
                .ThenBy(set => set.Key.Subresource, StringComparer.Ordinal)
                .Select(set => set.Value.ToEntry(set.Key))
        );
    }

    private void Keep(FieldOwner manager, FieldSet fields)
    {
        if (fields.IsEmpty)
            sets.Remove(manager);
        else
            sets[manager] = sets[manager] with { Fields = fields };
    }

    private void JoinAncient(FieldOwner newest)
    {
        var updates = sets.Where(set => set.Key.Operation == FieldOwner.Update)
            .OrderBy(set => set.Key.Name == Ancient)
            .ThenByDescending(set => set.Key == newest)
            .ThenByDescending(set => set.Value.At?.Seconds ?? 0)
            .ToList();
        if (updates.Count <= MostUpdates)
            return;
        var oldest = updates.Skip(MostUpdates - 1).ToList();
        foreach (var one in oldest)
            sets.Remove(one.Key);
        sets[oldest[0].Key with { Name = Ancient, Subresource = "" }] = new ManagedSet(
            oldest.Aggregate(new FieldSet(), (all, one) => all.Union(one.Value.Fields)),
            oldest[0].Value.At
        );
    }
}
