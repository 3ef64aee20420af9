namespace K8sDashboard.Demo.Life;

/// <summary>The node for a pod, or the scheduler's message for why there is none.</summary>
public readonly record struct Placement(string? Node, string Message = "")
{
    /// <summary>Aggregates the reasons of all nodes.</summary>
    public static Placement Nowhere(IReadOnlyCollection<string> reasons)
    {
        var counted = reasons
            .CountBy(reason => reason)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => $"{pair.Value} {pair.Key}");
        return new Placement(null, $"0/{reasons.Count} nodes are available: {string.Join(", ", counted)}.");
    }
}
