namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Stall detection for watches without events: a quiet kind, or a proxy that buffers streams (nginx buffers responses by default) and so
/// accepts every watch and forwards no event. Only a list tells the two apart, so that one is made after some idle watches, and less often
/// when it finds nothing new.
/// </summary>
internal sealed class StalledWatchDetector(ReflectorPolicy policy)
{
    private int idleWatches;
    private int threshold = policy.StalledAfter;
    private int confirmations;
    private bool comparing;

    /// <summary>Several lists had changes that no watch delivered; reset by an event.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>A watch delivered an event.</summary>
    public void EventReceived()
    {
        idleWatches = confirmations = 0;
        threshold = policy.StalledAfter;
        IsConfirmed = false;
    }

    /// <summary>A watch was idle although the store changed; true where a list must find out why.</summary>
    public bool IsSuspect()
    {
        idleWatches++;
        return comparing = idleWatches >= threshold;
    }

    /// <summary>A list is complete.</summary>
    /// <param name="hasMissedChanges">Whether it has changes that no watch delivered; evaluated only where the list is a check.</param>
    public void Listed(Func<bool> hasMissedChanges)
    {
        if (!comparing)
            return;
        comparing = false;
        idleWatches = 0;
        var missed = hasMissedChanges();
        confirmations = missed ? confirmations + 1 : 0;
        IsConfirmed |= confirmations >= policy.StalledConfirmations;
        threshold = missed || IsConfirmed ? 1 : Math.Min(Math.Max(threshold, policy.StalledAfter / 2) * 2, policy.StalledAfterBound);
    }
}
