using System.Globalization;

namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// The newest resourceVersion that one loop has seen of its kind, so that an answer from the past (a replica or a cache that lags)
/// is recognised. Versions are numbers only within one kind; what is no number is taken as it comes.
/// </summary>
internal sealed class ResourceVersionGuard(TimeProvider time)
{
    /// <summary>A replica that lags catches up sooner. A store that stays behind for so long was restored from a backup.</summary>
    private static readonly TimeSpan Doubt = TimeSpan.FromMinutes(2);

    private string newest = "";
    private long? doubtedSince;

    /// <summary>Lists have come from the past: perhaps a replica that lags, perhaps a store that was restored.</summary>
    public bool IsDoubted => doubtedSince is not null;

    public void See(string version)
    {
        newest = version;
        doubtedSince = null;
    }

    /// <summary>Another kind's versions say nothing of this one's.</summary>
    public void Forget() => See("");

    /// <summary>The version is from before what was seen.</summary>
    public bool IsRegression(string version) => Number(version) < Number(newest);

    /// <summary>Whether a list of this version may replace what is held. The past is refused at first, and believed when nothing else comes.</summary>
    public bool MayBeListed(string version)
    {
        if (!IsRegression(version)) return true;
        doubtedSince ??= time.GetTimestamp();
        return time.GetElapsedTime(doubtedSince.Value) >= Doubt;
    }

    /// <summary>In the operator's words: what is wrong with an answer of the past.</summary>
    public string Behind(string answered) =>
        $"the server answers version {answered}, which is older than {newest}: a replica that lags, or a restored store";

    // Null compares as neither less nor more.
    private static ulong? Number(string version) =>
        ulong.TryParse(version, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
