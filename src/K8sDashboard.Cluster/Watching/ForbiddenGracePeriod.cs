namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Grace period after a 403 for what was permitted before: an API server that has just started has not read its roles yet, and a gateway
/// may answer for another cluster.
/// </summary>
internal sealed class ForbiddenGracePeriod(ReflectorPolicy policy, TimeProvider time)
{
    private bool permitted;
    private long? forbiddenSince;

    /// <summary>List and watch were permitted.</summary>
    public void Permit()
    {
        permitted = true;
        forbiddenSince = null;
    }

    /// <summary>Called for a 403: whether it was permitted once, and is forbidden without a break for less than the grace period.</summary>
    public bool MayBeTemporary() => permitted && time.GetElapsedTime(forbiddenSince ??= time.GetTimestamp()) < policy.ForbiddenGracePeriod;
}
