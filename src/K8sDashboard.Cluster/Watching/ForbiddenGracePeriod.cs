namespace K8sDashboard.Cluster.Watching;

/// <summary>Whether a refusal is to be believed. What was granted once and is refused may be that of a server that has not read its roles yet, or is not ours.</summary>
internal sealed class ForbiddenGracePeriod(TimeProvider time)
{
    /// <summary>A server reads its roles, and a gateway its routes, sooner.</summary>
    private static readonly TimeSpan Temporary = TimeSpan.FromMinutes(5);

    private bool given;
    private long? refusedAt;

    /// <summary>List and watch are granted.</summary>
    public void Give() => (given, refusedAt) = (true, null);

    /// <summary>It is refused; true where it may be granted again: it was, and is refused without a break for less than some minutes.</summary>
    public bool MayReturn() => given && time.GetElapsedTime(refusedAt ??= time.GetTimestamp()) < Temporary;
}
