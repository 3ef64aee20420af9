using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// Snapshots for the pages of lists, so that all pages are consistent. Bounded in number and age; an expired continue token gets 410 Gone.
/// </summary>
internal sealed class ListSnapshots(TimeProvider time)
{
    private const int Most = 64;
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private readonly Lock gate = new();
    private readonly LinkedList<(ResourceKind Kind, KindSnapshot Snapshot, DateTimeOffset Since)> kept = [];

    public void Keep(ResourceKind kind, KindSnapshot snapshot)
    {
        lock (gate)
        {
            Drop();
            if (kept.Any(one => one.Kind == kind && one.Snapshot.Version == snapshot.Version))
                return;
            kept.AddLast((kind, snapshot, time.GetUtcNow()));
            if (kept.Count > Most)
                kept.RemoveFirst();
        }
    }

    public KindSnapshot Find(ResourceKind kind, long version)
    {
        lock (gate)
        {
            Drop();
            foreach (var one in kept)
            {
                if (one.Kind == kind && one.Snapshot.Version == version)
                    return one.Snapshot;
            }
        }

        throw new ApiFailure(
            410,
            "Expired",
            "The provided continue parameter is too old to display a consistent list result. You can start a new list without "
                + "the continue parameter."
        );
    }

    /// <summary>Drops all of them, as a compaction of etcd does.</summary>
    public void Forget()
    {
        lock (gate)
            kept.Clear();
    }

    private void Drop()
    {
        while (kept.First is { } oldest && oldest.Value.Since < time.GetUtcNow() - Longest)
            kept.RemoveFirst();
    }
}
