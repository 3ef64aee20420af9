using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>Skips a component's turns while the store is unchanged, except for a periodic resync of time-dependent work.</summary>
public sealed class OnChange(ObjectStore store, Action<DateTimeOffset> turn)
{
    private static readonly TimeSpan AtLeastEvery = TimeSpan.FromSeconds(20);

    private long seen = -1;
    private DateTimeOffset last = DateTimeOffset.MinValue;

    public void Turn(DateTimeOffset now)
    {
        if (store.Version == seen && now - last < AtLeastEvery)
            return;
        last = now;
        // Read before the turn, so that its own changes trigger the next one, as a watch does.
        seen = store.Version;
        turn(now);
    }
}
