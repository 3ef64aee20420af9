namespace K8sDashboard.Cluster.Watching;

/// <summary>Whether the kinds that the dashboard can do without (events) are followed, or shed under memory pressure.</summary>
public sealed class OptionalKinds : IDisposable
{
    private readonly Lock gate = new(); // read by loops, changed by whoever minds the memory
    private CancellationTokenSource following = new();
    private ShedKinds? shed;

    /// <summary>Ends when they are shed.</summary>
    internal CancellationToken Following
    {
        get
        {
            lock (gate)
                return shed is null ? following.Token : new CancellationToken(canceled: true);
        }
    }

    /// <summary>Null while they are followed.</summary>
    internal ShedKinds? Now
    {
        get
        {
            lock (gate)
                return shed;
        }
    }

    /// <summary>Ends their watches and empties their tables, which say why; once more does nothing.</summary>
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

    /// <summary>Has them listed and followed again; without effect while they are.</summary>
    public void Restore()
    {
        ShedKinds before;
        lock (gate)
        {
            if (shed is null)
                return;
            (before, shed, following) = (shed, null, new());
        }

        before.Back.SetResult();
    }

    public void Dispose()
    {
        lock (gate)
            following.Dispose();
    }
}

/// <summary>Why the optional kinds are shed, and when that ends.</summary>
internal sealed record ShedKinds(string Message, TaskCompletionSource Back);
