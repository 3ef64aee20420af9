using System.Globalization;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Detects stale reads: the newest resourceVersion that one loop has seen of its kind, so that an answer with an older one (a replica or a
/// cache that lags) is recognised. Versions are compared as numbers, within one kind only; what is no number is never stale.
/// </summary>
internal sealed class ResourceVersionGuard(ReflectorPolicy policy, TimeProvider time)
{
    private string newest = "";
    private long? regressedSince;

    /// <summary>Lists had older versions than what was seen: a replica that lags, or a store that was restored.</summary>
    public bool IsRegressed => regressedSince is not null;

    public void Observe(string version)
    {
        newest = version;
        regressedSince = null;
    }

    /// <summary>For another version of the API: its resourceVersions say nothing of this one's.</summary>
    public void Reset() => Observe("");

    /// <summary>The version is older than what was seen.</summary>
    public bool IsStale(string version) => Number(version) < Number(newest);

    /// <summary>
    /// Whether a list of this version may replace the cache. A stale one is rejected at first, and accepted when nothing else comes for the
    /// policy's tolerance.
    /// </summary>
    public bool Accepts(string version)
    {
        if (!IsStale(version))
            return true;
        regressedSince ??= time.GetTimestamp();
        return time.GetElapsedTime(regressedSince.Value) >= policy.StaleReadTolerance;
    }

    /// <summary>The message of a stale read, for operators.</summary>
    public string Describe(string version) =>
        $"the server answers version {version}, which is older than {newest}: a replica that lags, or a restored store";

    // Null compares as neither less nor more.
    private static ulong? Number(string version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
