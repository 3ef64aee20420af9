using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Projections;

/// <summary>The objects of a kind with problems.</summary>
/// <param name="Namespaces">Their namespaces, one entry per object.</param>
public record ProblemList(ImmutableArray<string> Namespaces)
{
    public static readonly ProblemList None = new([]);
}

/// <summary>The same with the verdict of each object, so that only new objects are evaluated for the next version of the list.</summary>
public sealed record IncrementalProblems<TItem> : ProblemList
    where TItem : ClusterObject
{
    /// <summary>The namespace of each object with problems, null for the others.</summary>
    private readonly IncrementalProjection<TItem, string?> each;

    private IncrementalProblems(IncrementalProjection<TItem, string?> each)
        : base([.. each.Values.OfType<string>()]) => this.each = each;

    /// <param name="items">As in the table.</param>
    /// <param name="now">The evaluation time.</param>
    /// <param name="verdictOf">The health rule.</param>
    /// <param name="dependsOnTime">Whether a verdict can change as time passes.</param>
    /// <param name="before">The previous result of the same kind.</param>
    public static IncrementalProblems<TItem> Of(
        ImmutableArray<TItem> items,
        DateTimeOffset now,
        Func<TItem, Verdict> verdictOf,
        Func<TItem, Verdict, bool> dependsOnTime,
        ProblemList? before
    )
    {
        return new(IncrementalProjection<TItem, string?>.Of(items, now, Judge, (before as IncrementalProblems<TItem>)?.each));

        (string? Namespace, bool DependsOnTime) Judge(TItem item)
        {
            var verdict = verdictOf(item);
            return (verdict.NeedsAttention ? item.Namespace : null, dependsOnTime(item, verdict));
        }
    }
}
