using System.Collections.Immutable;

namespace K8sDashboard.Monitoring.Usage;

/// <summary>An immutable snapshot of a list's usage. With value equality, so that an unchanged list is not rendered again.</summary>
public sealed record UsageSnapshot<TKey>
    where TKey : notnull
{
    public static readonly UsageSnapshot<TKey> Empty = new();

    /// <summary>Increases with each answer.</summary>
    public long Version { get; private init; }

    /// <summary>The ranking of a long list, where requested.</summary>
    public Ranking<TKey>? Ranking { get; private init; }

    private ImmutableDictionary<UsageMetric, UsageColumn<TKey>> Columns { get; init; } =
        ImmutableDictionary<UsageMetric, UsageColumn<TKey>>.Empty;

    public UsageColumn<TKey> Column(UsageMetric metric) => Columns.GetValueOrDefault(metric, UsageColumn<TKey>.Unasked);

    internal UsageSnapshot<TKey> With(UsageMetric metric, UsageColumn<TKey> column) =>
        this with
        {
            Version = Version + 1,
            Columns = Columns.SetItem(metric, column),
        };

    internal UsageSnapshot<TKey> With(Ranking<TKey> ranking) => this with { Version = Version + 1, Ranking = ranking };
}
