using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;

namespace K8sDashboard.Cluster.Resources;

/// <summary>The registration of a watched kind: one row of <see cref="ResourceCatalog"/>.</summary>
/// <param name="Type">Its type with its words.</param>
/// <param name="Watch">When it is watched.</param>
public abstract record ResourceDefinition(ResourceType Type, WatchPolicy Watch)
{
    /// <summary>
    /// The cluster's verdict depends on it: unless it is listed and fresh, nothing seen does not mean that nothing is wrong.
    /// </summary>
    public bool IsHealthInput { get; init; }

    /// <summary>Actions depend on what is seen of it: while its table is frozen, they are disabled.</summary>
    public bool IsActionInput { get; init; }

    /// <summary>Its objects have the subresource <c>scale</c>: their replica count can be set.</summary>
    public bool HasScale { get; init; }

    /// <summary>Root causes of this kind; null for a kind without its own.</summary>
    internal Func<CauseContext, IEnumerable<Cause>>? Causes { get; init; }

    /// <summary>The table before the first list.</summary>
    internal abstract Table Unsynced { get; }

    /// <summary>The watch loops of this kind.</summary>
    internal abstract IReflectorGroup CreateReflectors(ReflectorContext context);
}

/// <inheritdoc cref="ResourceDefinition"/>
public sealed record ResourceDefinition<TItem> : ResourceDefinition
    where TItem : ClusterObject
{
    /// <param name="type">Its type with its words.</param>
    /// <param name="watch">When it is watched.</param>
    /// <param name="versions">Newest first; the first served one is used.</param>
    internal ResourceDefinition(ResourceType type, WatchPolicy watch, ImmutableArray<ServedVersion<TItem>> versions)
        : base(type, watch) => Versions = versions;

    /// <summary>Its health rule; null for a kind without a verdict.</summary>
    public HealthRule<TItem>? Health { get; init; }

    internal ImmutableArray<ServedVersion<TItem>> Versions { get; init; }

    internal override Table Unsynced => Table<TItem>.Unsynced;

    internal override IReflectorGroup CreateReflectors(ReflectorContext context) => new ReflectorGroup<TItem>(this, context);
}
