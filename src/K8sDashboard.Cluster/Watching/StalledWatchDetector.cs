namespace K8sDashboard.Cluster.Watching;

/// <summary>
/// Stall detection for watches that bring nothing: a quiet kind, or a proxy that buffers streams (nginx buffers answers unless told
/// otherwise) and so opens every watch and passes none of it on. Only a list tells them apart, so one is made after some idle watches, and
/// seldom when it brought nothing new.
/// </summary>
internal sealed class StalledWatchDetector(ReflectorPolicy policy)
{
    private int idleWatches;
    private int threshold = policy.StalledAfter;
    private int confirmations;
    private bool comparing;

    /// <summary>Lists brought again and again what watches should have brought; until a watch brings something.</summary>
    public bool IsConfirmed { get; private set; }

    /// <summary>A watch brought something.</summary>
    public void EventReceived()
    {
        idleWatches = confirmations = 0;
        threshold = policy.StalledAfter;
        IsConfirmed = false;
    }

    /// <summary>A watch ended idle although the store changed; true where the next list must tell why.</summary>
    public bool IsSuspect()
    {
        idleWatches++;
        return comparing = idleWatches >= threshold;
    }

    /// <summary>A list is there.</summary>
    /// <param name="hasMissedChanges">Whether it holds what no watch brought; evaluated only where that is to tell why.</param>
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
