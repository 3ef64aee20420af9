using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Life;

/// <summary>A component that has something to do only when something has changed; and now and then, for what time alone changes.</summary>
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
        // What it changes itself it sees at its next turn, as a controller does.
        seen = store.Version;
        turn(now);
    }
}
