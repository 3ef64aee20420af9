namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Shared indices for <c>Virtualize</c>, which needs a collection of all items: one array for all lists of the process.</summary>
internal static class RowIndices
{
    private static int[] numbers = [];

    /// <summary>0, 1, … <paramref name="count"/> − 1.</summary>
    public static ArraySegment<int> Upto(int count)
    {
        var known = Volatile.Read(ref numbers);
        if (known.Length >= count)
            return new(known, 0, count);
        // Benign race: two lists that grow concurrently may each create an array; either is valid.
        int[] grown = [.. Enumerable.Range(0, Math.Max(count, known.Length * 2))];
        Volatile.Write(ref numbers, grown);
        return new(grown, 0, count);
    }
}
