using System.Runtime.InteropServices;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>The difference of two versions of a list; a changed row is in both sets.</summary>
/// <param name="Gone">Rows of the previous version that are not in this one.</param>
/// <param name="Come">Rows of this version that were not in the previous one.</param>
internal sealed record RowChanges<TRow>(IReadOnlyList<TRow> Gone, IReadOnlyList<TRow> Come)
{
    /// <summary>
    /// The look-ahead when two rows differ. Lists change in few places; after a larger change in one place, rows are reported as removed
    /// and added, which is correct but not minimal.
    /// </summary>
    private const int Reach = 16;

    /// <summary>
    /// The difference of two versions with common rows in the same order; null where it exceeds <paramref name="most"/> rows.
    /// </summary>
    public static RowChanges<TRow>? Between(ReadOnlySpan<TRow> before, ReadOnlySpan<TRow> after, int most)
    {
        var (gone, come) = (new List<TRow>(), new List<TRow>());
        var (old, now) = (0, 0);
        while (gone.Count + come.Count <= most)
        {
            while (old < before.Length && now < after.Length && AreEqual(before[old], after[now]))
                (old, now) = (old + 1, now + 1);
            if (old == before.Length || now == after.Length)
                break;
            if (Ahead(after[(now + 1)..], before[old]) is { } inserted)
                now = TakeUpTo(now + inserted, after, now, come);
            else if (Ahead(before[(old + 1)..], after[now]) is { } deleted)
                old = TakeUpTo(old + deleted, before, old, gone);
            else
            {
                gone.Add(before[old++]);
                come.Add(after[now++]);
            }
        }

        TakeUpTo(before.Length, before, old, gone);
        TakeUpTo(after.Length, after, now, come);
        return gone.Count + come.Count <= most ? new(gone, come) : null;
    }

    private static bool AreEqual(TRow left, TRow right) => EqualityComparer<TRow>.Default.Equals(left, right);

    private static int? Ahead(ReadOnlySpan<TRow> rows, TRow row)
    {
        for (var ahead = 0; ahead < Math.Min(Reach, rows.Length); ahead++)
            if (AreEqual(rows[ahead], row))
                return ahead + 1;
        return null;
    }

    private static int TakeUpTo(int end, ReadOnlySpan<TRow> rows, int from, List<TRow> into)
    {
        CollectionsMarshal.SetCount(into, into.Count + end - from);
        rows[from..end].CopyTo(CollectionsMarshal.AsSpan(into)[^(end - from)..]);
        return end;
    }
}
