using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// The objects of a list, still without rows. Which tables the list depends on is recorded as they are read, so that none can be forgotten.
/// </summary>
/// <param name="View">The cluster as its user may see it.</param>
/// <param name="Key">
/// What distinguishes the list from others of the same user, compared by value: its page, its namespaces.
/// </param>
/// <param name="From">Its objects. Reads the snapshot that it is given, and nothing else of the cluster.</param>
public sealed record TableQuery<TItem>(ClusterView View, object Key, Func<ClusterSnapshot, IEnumerable<TItem>> From)
    where TItem : ClusterObject
{
    /// <summary>What rows depend on besides the snapshot and the time, compared by value.</summary>
    public object? Inputs { get; init; }

    /// <summary>False for rows that never change as time passes.</summary>
    public bool DependsOnTime { get; init; } = true;

    /// <summary>
    /// One row per object, from the object and the time alone: only new objects, and rows that depend on time, are computed.
    /// </summary>
    /// <param name="sync">The state of the list.</param>
    /// <param name="row">The row of an object.</param>
    /// <param name="dependsOnTime">Whether the row can change as time passes.</param>
    public TableSource<TRow> Select<TRow>(SyncState sync, Func<TItem, TRow> row, Func<TRow, bool> dependsOnTime) =>
        Source<TRow>(
            sync,
            (snapshot, before) =>
            {
                var each = IncrementalProjection<TItem, TRow>.Of(
                    [.. From(snapshot)],
                    View.EvaluatedAt,
                    item =>
                    {
                        var next = row(item);
                        return (next, dependsOnTime(next));
                    },
                    before as IncrementalProjection<TItem, TRow>
                );
                return (each.Values, each);
            }
        );

    /// <summary>Rows that need more than their object: computed anew where a table that was read has changed.</summary>
    /// <param name="sync">The state of the list.</param>
    /// <param name="rows">The rows of all objects. Reads the snapshot that it is given, and nothing else of the cluster.</param>
    public TableSource<TRow> SelectMany<TRow>(SyncState sync, Func<ClusterSnapshot, IEnumerable<TItem>, IEnumerable<TRow>> rows) =>
        Source<TRow>(sync, (snapshot, _) => ([.. rows(snapshot, From(snapshot))], null));

    private TableSource<TRow> Source<TRow>(
        SyncState sync,
        Func<ClusterSnapshot, object?, (ImmutableArray<TRow> Rows, object? Projection)> compute
    )
    {
        var question = (typeof(TRow), View.Actor, Key);
        DateTimeOffset? now = DependsOnTime ? View.EvaluatedAt : null;
        return new(sync, question, Read);

        RowVersion<TRow> Read(ComputeCache shared)
        {
            var set = shared.GetOrAdd<RowSet<TRow>>(
                question,
                (View.Snapshot.ContentId, now, Inputs),
                known => known.IsValidFor(View.Snapshot, Inputs, now),
                before =>
                {
                    var reads = new TableReads();
                    var (rows, projection) = compute(View.Snapshot.Recording(reads), before?.Projection);
                    return new(rows, reads, Inputs, now, projection);
                }
            );
            return new(set, set.Rows);
        }
    }
}
