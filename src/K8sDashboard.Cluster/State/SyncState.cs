namespace K8sDashboard.Cluster.State;

/// <summary>
/// The sync state of a table. Its presentation (live, reconnecting, stale, frozen) is <see cref="Freshness"/>, which depends on the time.
/// </summary>
public abstract record SyncState
{
    private SyncState() { }

    /// <summary>
    /// A complete list was received at least once, so that an object absent from the table is absent from its <see cref="Reach"/>.
    /// </summary>
    public bool IsListed => this is Live or Interrupted { NeverListed: false };

    /// <summary>The scope that it applies to.</summary>
    public Reach Reach { get; init; } = Reach.Cluster;

    /// <summary>The table covers the whole cluster, so that a sum over it is a total.</summary>
    public bool IsWhole => IsListed && Reach.IsWhole;

    /// <summary>The namespace is listed, so that an object absent from the table is absent from it.</summary>
    public bool Knows(string @namespace) => IsListed && Reach.Has(@namespace);

    /// <summary>
    /// The first list is in progress: <see cref="Received"/> objects of about <see cref="Expected"/>, where the server reports that.
    /// </summary>
    public sealed record Syncing(int Received, int? Expected) : SyncState;

    /// <summary>Listed, with an open watch.</summary>
    public sealed record Live : SyncState
    {
        /// <summary>Quarantined objects that could not be decoded: the table lacks them.</summary>
        public int Unreadable { get; init; }
    }

    /// <summary>Stale: the data is of <see cref="Since"/>, and the API server has been unreachable since then.</summary>
    public sealed record Interrupted(DateTimeOffset Since, string Message) : SyncState
    {
        /// <summary>Unreachable from the start: the table is empty because nothing is known.</summary>
        public bool NeverListed { get; init; }
    }

    /// <summary>The API server forbids the list, with its message.</summary>
    public sealed record Forbidden(string Message) : SyncState;

    /// <summary>An optional kind that was shed under memory pressure, with the reason.</summary>
    public sealed record Shed(string Message) : SyncState;

    /// <summary>The server does not serve this kind.</summary>
    public sealed record NotServed : SyncState;
}
