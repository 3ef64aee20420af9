using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Health;

/// <summary>A cause, or a group of equal ones (14 pods in shop: ImagePullBackOff).</summary>
/// <param name="Causes">At least one, in rank order.</param>
public sealed record CauseLine(ImmutableArray<Cause> Causes)
{
    /// <summary>The maximum number of equal causes that are not grouped.</summary>
    public const int MostAlike = 3;

    public Cause First => Causes[0];

    public bool IsMany => Causes.Length > 1;

    /// <summary>Their common namespace; null where they differ, empty for a cluster-scoped kind.</summary>
    public string? Namespace => Causes.All(cause => cause.Ref.Namespace == First.Ref.Namespace) ? First.Ref.Namespace : null;

    /// <summary>Their common verdict.</summary>
    public Verdict Verdict =>
        First.Verdict with
        {
            Reason = SharedWords.Of([.. Causes.Select(cause => cause.Verdict.Reason)]) is { Length: > 0 } words ? words : CodeWords,
        };

    /// <summary>The number of failing pods that they explain.</summary>
    public int Pods => Causes.Sum(cause => cause.Pods);

    /// <summary>The start of the earliest; null where unknown.</summary>
    public DateTimeOffset? Since => Causes.Min(cause => cause.Since);

    /// <summary>The age is a lower bound: the earliest was present at the first observation.</summary>
    public bool IsAtLeast => Causes.MinBy(cause => cause.Since)!.IsAtLeast;

    /// <summary>The earliest is new.</summary>
    public bool IsNew(DateTimeOffset now) => Causes.MinBy(cause => cause.Since)!.IsNew(now);

    private string CodeWords => First.Verdict.Code == "image" ? "image cannot be pulled" : First.Verdict.Code.Replace('-', ' ');

    /// <summary>
    /// Groups equal causes (kind, level and code) of one namespace where there are more than <see cref="MostAlike"/>, and across namespaces
    /// where there would still be more than <paramref name="most"/> lines.
    /// </summary>
    public static ImmutableArray<CauseLine> Of(ImmutableArray<Cause> causes, int most)
    {
        var lines = Together(causes, cause => cause.Ref.Namespace);
        return lines.Length > most ? Together(causes, _ => "") : lines;
    }

    private static ImmutableArray<CauseLine> Together(ImmutableArray<Cause> causes, Func<Cause, string> within) =>
        [
            .. causes
                .GroupBy(cause => (cause.Type, cause.IsOfPods, cause.Rank, cause.Verdict.Level, cause.Verdict.Code, Within: within(cause)))
                .SelectMany(alike =>
                    alike.Count() > MostAlike ? [new CauseLine([.. alike])] : alike.Select(cause => new CauseLine([cause]))
                )
                .OrderByDescending(line => line.First.Rank)
                .ThenBy(line => ResourceCatalog.OrderOf(line.First.Counted))
                .ThenByDescending(line => line.Pods)
                .ThenBy(line => line.First.Ref.Namespace, StringComparer.Ordinal)
                .ThenBy(line => line.First.Ref.Name, StringComparer.Ordinal),
        ];
}
