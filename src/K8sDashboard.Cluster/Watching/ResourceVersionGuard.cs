using System.Globalization;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Detects stale reads: a response with an older resourceVersion than the newest one that the loop has seen (a lagging replica or cache).
/// Versions are compared as numbers, within one kind only; a non-numeric one is never stale.
/// </summary>
internal sealed class ResourceVersionGuard(ReflectorPolicy policy, TimeProvider time)
{
    private string newest = "";
    private long? regressedSince;

    /// <summary>Lists were older than the newest version seen: a lagging replica, or a store restored from a backup.</summary>
    public bool IsRegressed => regressedSince is not null;

    public void Observe(string version)
    {
        newest = version;
        regressedSince = null;
    }

    /// <summary>For another version of the API, whose resourceVersions are not comparable.</summary>
    public void Reset() => Observe("");

    /// <summary>The version is older than the newest one seen.</summary>
    public bool IsStale(string version) => Number(version) < Number(newest);

    /// <summary>
    /// Whether a list of this version may replace the cache. A stale one is rejected at first, and accepted when all are stale for the
    /// policy's tolerance.
    /// </summary>
    public bool Accepts(string version)
    {
        if (!IsStale(version))
            return true;
        regressedSince ??= time.GetTimestamp();
        return time.GetElapsedTime(regressedSince.Value) >= policy.StaleReadTolerance;
    }

    /// <summary>The message of a stale read.</summary>
    public string Describe(string version) =>
        $"the server answers version {version}, which is older than {newest}: a replica that lags, or a restored store";

    // Comparisons with null are false.
    private static ulong? Number(string version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
