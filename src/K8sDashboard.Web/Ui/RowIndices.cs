namespace K8sDashboard.Web.Ui;

/// <summary>The numbers of a long list's places, for <c>Virtualize</c>, which wants them all: every list of the process has the same ones.</summary>
internal static class RowIndices
{
    private static int[] numbers = [];

    /// <summary>0, 1, … <paramref name="count"/> − 1.</summary>
    public static ArraySegment<int> Upto(int count)
    {
        var known = Volatile.Read(ref numbers);
        if (known.Length >= count)
            return new(known, 0, count);
        // Two lists that grow at once may each make an array: both are right, and one stays.
        int[] grown = [.. Enumerable.Range(0, Math.Max(count, known.Length * 2))];
        Volatile.Write(ref numbers, grown);
        return new(grown, 0, count);
    }
}
