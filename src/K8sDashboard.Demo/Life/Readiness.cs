namespace K8sDashboard.Demo.Life;

/// <summary>The accumulated ready time of one start of a container.</summary>
public sealed class Readiness
{
    private TimeSpan before;
    private DateTimeOffset? from;

    /// <summary>Records a change of readiness.</summary>
    public void Turn(bool ready, DateTimeOffset now)
    {
        before = For(now);
        from = ready ? now : null;
    }

    public TimeSpan For(DateTimeOffset at) => before + (at > from ? at - from.Value : TimeSpan.Zero);
}
