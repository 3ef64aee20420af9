namespace K8sDashboard.Cluster.State;

/// <summary>How far a table can be trusted. What a person reads of it (live, reconnecting, stale, frozen) is <see cref="Freshness"/>: it depends on the time.</summary>
public abstract record SyncState
{
    private SyncState() { }

    /// <summary>The whole list was seen at least once, so what is missing from the table is missing from as much of the cluster as it reaches.</summary>
    public bool IsListed => this is Live or Interrupted { NeverListed: false };

    /// <summary>How much of the cluster it is the state of.</summary>
    public Reach Reach { get; init; } = Reach.Cluster;

    /// <summary>A sum over the table is a sum over the cluster.</summary>
    public bool IsWhole => IsListed && Reach.IsWhole;

    /// <summary>What is missing from this namespace in the table is missing from it in the cluster.</summary>
    public bool Knows(string @namespace) => IsListed && Reach.Has(@namespace);

    /// <summary>The first list is under way: <see cref="Received"/> objects came, of about <see cref="Expected"/> where the server said so.</summary>
    public sealed record Syncing(int Received, int? Expected) : SyncState;

    /// <summary>Listed, and the watch is open.</summary>
    public sealed record Live : SyncState
    {
        /// <summary>Objects that the server has and that cannot be read: the table is without them.</summary>
        public int Unreadable { get; init; }
    }

    /// <summary>What is held was true at <see cref="Since"/>; since then the API server could not be heard.</summary>
    public sealed record Interrupted(DateTimeOffset Since, string Message) : SyncState
    {
        /// <summary>It could not be heard from the start: the table holds nothing because nothing is known.</summary>
        public bool NeverListed { get; init; }
    }

    /// <summary>The API server refuses the list, in its own words.</summary>
    public sealed record Forbidden(string Message) : SyncState;

    /// <summary>The dashboard lets go of it, and says why: it is one that can be done without.</summary>
    public sealed record Shed(string Message) : SyncState;

    /// <summary>The server does not have this kind.</summary>
    public sealed record NotServed : SyncState;
}
