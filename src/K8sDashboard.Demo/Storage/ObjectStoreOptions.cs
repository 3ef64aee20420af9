namespace K8sDashboard.Demo.Storage;

/// <summary>What the store remembers, and what its names grow from.</summary>
public sealed record ObjectStoreOptions
{
    /// <summary>The changes of one kind that watches can go back.</summary>
    public int HistoryLength { get; init; } = 20_000;

    /// <summary>How long changes are remembered, as etcd's five minutes between compactions.</summary>
    public TimeSpan HistoryAge { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Uids and generated names grow from it.</summary>
    public int Seed { get; init; } = 1;
}
