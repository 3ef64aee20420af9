namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Grace period after a 403 for what was permitted before: a starting API server has not synced its RBAC rules yet, and a gateway may route
/// to another cluster.
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

    /// <summary>Called for a 403: whether it was permitted before, and has been forbidden for less than the grace period.</summary>
    public bool MayBeTemporary() => permitted && time.GetElapsedTime(forbiddenSince ??= time.GetTimestamp()) < policy.ForbiddenGracePeriod;
}
