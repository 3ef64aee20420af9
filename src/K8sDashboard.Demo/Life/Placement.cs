namespace K8sDashboard.Demo.Life;

/// <summary>Where a pod is to run, or, where it fits nowhere, the scheduler's words for why.</summary>
public readonly record struct Placement(string? Node, string Message = "")
{
    /// <summary>Each node has its reason.</summary>
    public static Placement Nowhere(IReadOnlyCollection<string> reasons)
    {
        var counted = reasons
            .CountBy(reason => reason)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Value} {pair.Key}");
        return new Placement(null, $"0/{reasons.Count} nodes are available: {string.Join(", ", counted)}.");
    }
}
