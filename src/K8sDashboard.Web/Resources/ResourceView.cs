using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Projections;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Resources;

/// <summary>The registration of a watched kind's pages: one row of <see cref="ResourceViews"/>.</summary>
/// <param name="Definition">Its registration in the cluster's catalogue.</param>
public abstract record ResourceView(ResourceDefinition Definition)
{
    public ResourceType Type => Definition.Type;

    /// <summary>Its list page; null for a kind without one.</summary>
    public ListPage? List { get; init; }

    /// <summary>The rank among equally good hits of the search, owners before what they own; null where it is not searched.</summary>
    public int? SearchRank { get; init; }

    /// <summary>An object's addresses may be host names, not IP addresses only.</summary>
    public bool HasHostNames { get; init; }

    /// <summary>Verdicts depend on the object and the time alone, so that problems depend on this kind's table alone.</summary>
    public abstract bool IsSelfContained { get; }

    /// <summary>The addresses by which the search finds the object.</summary>
    public abstract IEnumerable<string> AddressesOf(ClusterObject item);

    /// <summary>The page to open for the object.</summary>
    public abstract string Href(Address address, ClusterObject item);

    /// <summary>The objects with problems.</summary>
    /// <param name="context">The cluster.</param>
    /// <param name="before">The previous result, for an incremental computation.</param>
    public abstract ProblemList Problems(HealthContext context, ProblemList? before);

    /// <summary>
    /// Whether the word is a kubectl name of this kind, or a sufficiently long prefix of one. Hot path: the search asks for each object.
    /// </summary>
    public bool IsNamedBy(string word)
    {
        if (IsNamedBy(word, Type.Singular) || IsNamedBy(word, Type.Plural))
            return true;
        foreach (var name in Type.ShortNames)
            if (IsNamedBy(word, name))
                return true;
        return false;
    }

    private static bool IsNamedBy(string word, string known) =>
        word.Equals(known, StringComparison.OrdinalIgnoreCase)
        || (word.Length >= 4 && known.StartsWith(word, StringComparison.OrdinalIgnoreCase));
}

/// <inheritdoc cref="ResourceView"/>
/// <param name="Registered">Its registration in the cluster's catalogue.</param>
public sealed record ResourceView<TItem>(ResourceDefinition<TItem> Registered) : ResourceView(Registered)
    where TItem : ClusterObject
{
    /// <summary>The addresses by which one of its objects is found.</summary>
    public Func<TItem, IEnumerable<string>> Addresses { get; init; } = _ => [];

    /// <summary>The page to open for an object that has none of its own; null for the list, or the object's events.</summary>
    public Func<Address, TItem, string>? Substitute { get; init; }

    public override bool IsSelfContained => Registered.Health?.DependsOnTime is not null;

    public override IEnumerable<string> AddressesOf(ClusterObject item) => Addresses((TItem)item);

    public override string Href(Address address, ClusterObject item)
    {
        if (address.Object(Type, item.Ref) is { } page)
            return page;
        if (Substitute is not null)
            return Substitute(address, (TItem)item);
        return List is null ? address.EventsOf(Type, item.Ref) : address.ListOf(Type, item.Ref);
    }

    public override ProblemList Problems(HealthContext context, ProblemList? before)
    {
        if (Registered.Health is not { } health)
            return ProblemList.None;
        var verdictOf = health.Of(context);
        var items = context.Snapshot.Of(Registered).Items;
        return health.DependsOnTime is { } dependsOnTime
            ? IncrementalProblems<TItem>.Of(items, context.Now, verdictOf, dependsOnTime, before)
            : new ProblemList([.. items.Where(item => verdictOf(item).NeedsAttention).Select(item => item.Namespace)]);
    }
}
