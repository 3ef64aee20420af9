using System.Runtime.InteropServices;

namespace K8sDashboard.Web.Ui;

/// <summary>What tells one version of a list from the version before: a row that another one follows is in both.</summary>
/// <param name="Gone">Rows of the version before that are not in this one.</param>
/// <param name="Come">Rows of this version that were not in the one before.</param>
internal sealed record RowChanges<TRow>(IReadOnlyList<TRow> Gone, IReadOnlyList<TRow> Come)
{
    /// <summary>
    /// How far is looked for the row that stands on the other side. A list changes here and there; where it changed more than that in
    /// one place, rows count as gone and come again, which is true too, only not the least that can be said.
    /// </summary>
    private const int Reach = 16;

    /// <summary>The difference of two versions whose common rows stand in the same order; null where it is more than <paramref name="most"/> rows.</summary>
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
