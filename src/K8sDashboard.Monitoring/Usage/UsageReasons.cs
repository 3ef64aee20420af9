using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>The words of an answer that has no readings.</summary>
internal static class UsageReasons
{
    /// <summary>The reason with what the answer lacks behind it: of a part of the data, absence proves nothing.</summary>
    public static string With(string why, ImmutableArray<string> warnings) =>
        warnings.IsEmpty ? why : $"{why} The answer is not complete: {string.Join("; ", warnings)}.";
}
