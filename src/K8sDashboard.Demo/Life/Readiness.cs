namespace K8sDashboard.Demo.Life;

/// <summary>How long one start of a container has been ready, all times together.</summary>
public sealed class Readiness
{
    private TimeSpan before;
    private DateTimeOffset? from;

    /// <summary>It is ready from now on, or no more.</summary>
    public void Turn(bool ready, DateTimeOffset now)
    {
        before = For(now);
        from = ready ? now : null;
    }

    public TimeSpan For(DateTimeOffset at) => before + (at > from ? at - from.Value : TimeSpan.Zero);
}
