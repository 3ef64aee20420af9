namespace K8sDashboard.Web.Ui.Tables;

/// <summary>
/// Filters and sorts a list's rows, incrementally: changed rows are merged into the existing order, since few of many thousand rows change
/// at a time. Pure, and a stable sort.
/// </summary>
internal sealed class RowOrder<TRow>
{
    private readonly IReadOnlyList<LiveColumn<TRow>> columns;
    private readonly RowComparer<TRow> comparer;
    private readonly Func<TRow, RowSubject>? subject;
    private readonly string[] words;
    private readonly Func<TRow, bool>? only;

    /// <summary>The order of a list by one of its columns.</summary>
    /// <param name="columns">The list's columns.</param>
    /// <param name="sort">The wanted order.</param>
    /// <param name="filter">Words that a row must contain, each in any column (AND).</param>
    /// <param name="subject">
    /// The object of a row, matched as <c>namespace/name</c> and <c>kind/name</c> too; null where rows have none.
    /// </param>
    /// <param name="only">An additional predicate; null for none.</param>
    public RowOrder(
        IReadOnlyList<LiveColumn<TRow>> columns,
        RowSort sort,
        string filter,
        Func<TRow, RowSubject>? subject = null,
        Func<TRow, bool>? only = null
    )
    {
        this.only = only;
        this.columns = columns;
        this.subject = subject;
        comparer = new(columns, sort);
        words = filter.Split(' ', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The filtered rows in order.</summary>
    public TRow[] Arrange(IEnumerable<TRow> rows)
    {
        var kept = Keep(rows);
        var values = Array.ConvertAll(kept, row => comparer.Value(row));
        // Rows of a namespace are sorted by name already: one O(n) check instead of a sort.
        if (IsInOrder(kept, values))
            return kept;
        var places = Enumerable.Range(0, kept.Length).ToArray();
        Array.Sort(
            places,
            (left, right) =>
                comparer.Compare(kept[left], values[left], kept[right], values[right]) is not 0 and var order ? order : left - right
        );
        return Array.ConvertAll(places, place => kept[place]);
    }

    /// <summary>The same for the next version of a list, from the previous order.</summary>
    /// <param name="ordered">The result for the previous version.</param>
    /// <param name="changes">The difference of the two.</param>
    public TRow[] Merge(TRow[] ordered, RowChanges<TRow> changes)
    {
        var come = Arrange(changes.Come);
        var gone = Array.ConvertAll(Keep(changes.Gone), row => Find(ordered, row));
        Array.Sort(gone);
        var merged = new TRow[ordered.Length - gone.Length + come.Length];
        var (from, to, next) = (0, 0, 0);
        foreach (var row in come)
        {
            var before = Bound(ordered, row, after: true);
            CopyUpTo(before);
            merged[to++] = row;
        }

        CopyUpTo(ordered.Length);
        return merged;

        void CopyUpTo(int end)
        {
            while (from < end)
            {
                var stop = next < gone.Length && gone[next] < end ? gone[next] : end;
                Array.Copy(ordered, from, merged, to, stop - from);
                (from, to) = (stop, to + stop - from);
                if (stop == end)
                    continue;
                (from, next) = (from + 1, next + 1);
            }
        }
    }

    private TRow[] Keep(IEnumerable<TRow> rows)
    {
        if (only is not null)
            rows = rows.Where(only);
        return words.Length == 0 ? [.. rows] : [.. rows.Where(Matches)];
    }

    private bool Matches(TRow row) =>
        Array.TrueForAll(
            words,
            word => columns.Any(column => column.Searched && Contains((column.SearchText ?? column.Text)(row), word)) || IsNamed(row, word)
        );

    private bool IsNamed(TRow row, string word) =>
        word.Contains('/')
        && subject?.Invoke(row) is { } named
        && (Contains(named.Ref.ToString(), word) || Contains($"{named.Type.Singular}/{named.Ref.Name}", word));

    private static bool Contains(string text, string word) => text.Contains(word, StringComparison.OrdinalIgnoreCase);

    private bool IsInOrder(TRow[] rows, IComparable?[] values)
    {
        for (var index = 1; index < rows.Length; index++)
            if (comparer.Compare(rows[index - 1], values[index - 1], rows[index], values[index]) > 0)
                return false;
        return true;
    }

    private int Find(TRow[] ordered, TRow row)
    {
        var at = Bound(ordered, row, after: false);
        while (!EqualityComparer<TRow>.Default.Equals(ordered[at], row))
            at++;
        return at;
    }

    /// <summary>Binary search: the number of rows before this one; with <paramref name="after"/>, ties included.</summary>
    private int Bound(TRow[] ordered, TRow row, bool after)
    {
        var (low, high, value, least) = (0, ordered.Length, comparer.Value(row), after ? 1 : 0);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (comparer.Compare(ordered[middle], comparer.Value(ordered[middle]), row, value) < least)
                low = middle + 1;
            else
                high = middle;
        }

        return low;
    }
}
