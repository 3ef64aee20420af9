namespace K8sDashboard.Demo.Storage;

/// <summary>The history and the seed of the store.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>The number of changes kept per kind, for watches.</summary>
    public int HistoryLength { get; init; } = 20_000;

    /// <summary>How long changes are kept, as etcd's compaction interval of five minutes.</summary>
    public TimeSpan HistoryAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The seed of uids and generated names.</summary>
    public int Seed { get; init; } = 1;
}
