namespace K8sDashboard.Cluster.Watching;

/// <summary>Whether the optional kinds (<see cref="Resources.WatchPolicy.Optional"/>) are watched, or shed under memory pressure.</summary>
public sealed class OptionalKinds : IDisposable
{
    private readonly Lock gate = new(); // read by loops, changed by the memory monitor
    private CancellationTokenSource following = new();
    private ShedKinds? shed;

    /// <summary>Cancelled when they are shed.</summary>
    internal CancellationToken Following
    {
        get
        {
            lock (gate)
                return shed is null ? following.Token : new CancellationToken(canceled: true);
        }
    }

    /// <summary>Null while they are watched.</summary>
    internal ShedKinds? Now
    {
        get
        {
            lock (gate)
                return shed;
        }
    }

    /// <summary>Stops their watches and clears their tables, with the reason as their state; idempotent.</summary>
    public void Shed(string reason)
    {
        CancellationTokenSource ending;
        lock (gate)
        {
            if (shed is not null)
                return;
            shed = new(reason, new(TaskCreationOptions.RunContinuationsAsynchronously));
            ending = following;
        }

        ending.Cancel();
        ending.Dispose();
    }

    /// <summary>Resumes them with a relist; idempotent.</summary>
    public void Restore()
    {
        ShedKinds before;
        lock (gate)
        {
            if (shed is null)
                return;
            before = shed;
            shed = null;
            following = new();
        }

        before.Back.SetResult();
    }

    public void Dispose()
    {
        lock (gate)
            following.Dispose();
    }
}

/// <summary>Why the optional kinds are shed, and the signal of their restore.</summary>
internal sealed record ShedKinds(string Message, TaskCompletionSource Back);
