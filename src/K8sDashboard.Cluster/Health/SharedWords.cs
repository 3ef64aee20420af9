namespace K8sDashboard.Cluster.Health;

/// <summary>The common prefix of several reasons, by words.</summary>
internal static class SharedWords
{
    /// <summary>
    /// Ends where they differ, or at the colon before that: <c>CrashLoopBackOff app: exit code 1</c> and <c>… exit code 137</c> share
    /// <c>CrashLoopBackOff app</c>. Empty where the first words differ.
    /// </summary>
    public static string Of(IReadOnlyList<string> reasons)
    {
        if (reasons.All(reason => reason == reasons[0]))
            return reasons[0];
        var first = reasons[0].Split(' ');
        var shared = reasons.Min(reason =>
            first.Zip(reason.Split(' ')).TakeWhile(pair => pair.First.TrimEnd(':') == pair.Second.TrimEnd(':')).Count()
        );
        var colon = Array.FindLastIndex(first, Math.Max(shared - 1, 0), shared, word => word.EndsWith(':'));
        return string.Join(' ', first.Take(colon >= 0 ? colon + 1 : shared)).TrimEnd(':');
    }
}
