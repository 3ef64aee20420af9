namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The Damerau-Levenshtein distance (optimal string alignment) of two short texts, and its description.</summary>
internal static class EditDistance
{
    /// <summary>The number of characters to insert, delete, substitute or transpose with a neighbour.</summary>
    public static int Of(string left, string right)
    {
        var distances = new int[left.Length + 1, right.Length + 1];
        for (var row = 0; row <= left.Length; row++)
            distances[row, 0] = row;
        for (var column = 0; column <= right.Length; column++)
            distances[0, column] = column;
        for (var row = 1; row <= left.Length; row++)
        {
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = distances[row - 1, column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                var best = Math.Min(replaced, Math.Min(distances[row - 1, column], distances[row, column - 1]) + 1);
                if (IsSwap(left, right, row, column))
                    best = Math.Min(best, distances[row - 2, column - 2] + 1);
                distances[row, column] = best;
            }
        }

        return distances[left.Length, right.Length];
    }

    /// <summary>
    /// Describes how <paramref name="found"/> differs from <paramref name="wanted"/>: <c>one letter less</c>; null where it is not similar.
    /// </summary>
    public static string? Words(string wanted, string found)
    {
        if (string.Equals(wanted, found, StringComparison.OrdinalIgnoreCase))
            return "in other case";
        var more = found.Length - wanted.Length;
        // Short texts are always within a small distance.
        if (Math.Abs(more) > 2 || Math.Min(wanted.Length, found.Length) < 3)
            return null;
        return (Of(wanted, found), more) switch
        {
            (1, < 0) => "one letter less",
            (1, > 0) => "one letter more",
            (1, _) when wanted.Order().SequenceEqual(found.Order()) => "two letters swapped",
            (1, _) => "one letter differs",
            (2, -2) when found.Length > 3 => "two letters less",
            (2, 2) when wanted.Length > 3 => "two letters more",
            (2, _) when wanted.Length > 5 => "two letters differ",
            _ => null,
        };
    }

    private static bool IsSwap(string left, string right, int row, int column) =>
        row > 1 && column > 1 && left[row - 1] == right[column - 2] && left[row - 2] == right[column - 1];
}
