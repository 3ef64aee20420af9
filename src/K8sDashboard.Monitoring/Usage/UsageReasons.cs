using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The message of an answer without values.</summary>
internal static class UsageReasons
{
    /// <summary>The reason with the warnings appended: with partial data, absence proves nothing.</summary>
    public static string With(string why, ImmutableArray<string> warnings) =>
        warnings.IsEmpty ? why : $"{why} The answer is not complete: {string.Join("; ", warnings)}.";
}
