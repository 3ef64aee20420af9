using System.Collections.Immutable;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The rows of a list as computed once for all circuits, with what they depend on: tables, inputs, evaluation time.</summary>
internal sealed class RowSet<TRow>(ImmutableArray<TRow> rows, TableReads reads, object? inputs, DateTimeOffset? now, object? projection)
{
    public ImmutableArray<TRow> Rows => rows;

    /// <summary>The incremental projection that the next version starts from; null where rows are computed anew.</summary>
    public object? Projection => projection;

    public bool IsValidFor(ClusterSnapshot snapshot, object? other, DateTimeOffset? time) =>
        time == now && Equals(inputs, other) && reads.AreOf(snapshot);
}
