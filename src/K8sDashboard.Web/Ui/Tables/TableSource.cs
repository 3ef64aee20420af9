using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// The rows of a list as a value: from a <see cref="TableQuery{TItem}"/>, which shares them between circuits, or fixed ones of one page.
/// </summary>
public sealed class TableSource<TRow>
{
    private readonly Func<ComputeCache, RowVersion<TRow>> read;

    /// <param name="sync">The state of the list.</param>
    /// <param name="question">The key of the list in the compute cache; null where its order is not shared.</param>
    /// <param name="read">Its rows.</param>
    internal TableSource(SyncState sync, object? question, Func<ComputeCache, RowVersion<TRow>> read)
    {
        Sync = sync;
        Question = question;
        this.read = read;
    }

    /// <summary>The state of the table that the rows come from.</summary>
    public SyncState Sync { get; }

    internal object? Question { get; }

    /// <summary>Adds data that is loaded for visible rows only, such as measured usage.</summary>
    internal Func<TRow, TRow> Complete { get; private init; } = row => row;

    /// <summary>Cache key of that data, compared by value.</summary>
    internal object? CompleteVersion { get; private init; }

    /// <summary>Rows that are at hand, such as the conditions of an object.</summary>
    /// <param name="rows">Enumerated only when the version changes.</param>
    /// <param name="version">Equal values mean equal rows; null: enumerated at each render.</param>
    /// <param name="sync">Their state; null: read.</param>
    public static TableSource<TRow> Of(IEnumerable<TRow> rows, object? version = null, SyncState? sync = null) =>
        new(sync ?? new SyncState.Live(), null, _ => new(version ?? new object(), rows));

    /// <summary>The same list with data that is loaded for visible rows only.</summary>
    /// <param name="version">The version of that data, compared by value.</param>
    /// <param name="complete">A copy of a row with its data.</param>
    public TableSource<TRow> WithVisible(object version, Func<TRow, TRow> complete) =>
        new(Sync, Question, read) { CompleteVersion = version, Complete = complete };

    internal RowVersion<TRow> Read(ComputeCache shared) => read(shared);
}

/// <summary>The rows of one version of a list.</summary>
/// <param name="Version">Equal versions have equal rows.</param>
/// <param name="Rows">In any order.</param>
internal readonly record struct RowVersion<TRow>(object Version, IEnumerable<TRow> Rows);
