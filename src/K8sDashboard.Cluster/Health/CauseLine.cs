using System.Collections.Immutable;

namespace K8sDashboard.Cluster.Health;

/// <summary>One line of <em>Needs attention</em>: a cause, or many equal ones told together (14 pods in shop: ImagePullBackOff).</summary>
/// <param name="Causes">At least one, in their order.</param>
public sealed record CauseLine(ImmutableArray<Cause> Causes)
{
    /// <summary>So many equal causes are still told one by one.</summary>
    public const int MostAlike = 3;

    public Cause First => Causes[0];

    public bool IsMany => Causes.Length > 1;

    /// <summary>The namespace of all of them; null where they are of several, empty where their kind has none.</summary>
    public string? Namespace => Causes.All(cause => cause.Ref.Namespace == First.Ref.Namespace) ? First.Ref.Namespace : null;

    /// <summary>What is wrong with all of them.</summary>
    public Verdict Verdict =>
        First.Verdict with
        {
            Reason = SharedWords.Of([.. Causes.Select(cause => cause.Verdict.Reason)]) is { Length: > 0 } words ? words : CodeWords,
        };

    /// <summary>Pods in trouble that they explain.</summary>
    public int Pods => Causes.Sum(cause => cause.Pods);

    /// <summary>Since when the first of them; null where nobody says.</summary>
    public DateTimeOffset? Since => Causes.Min(cause => cause.Since);

    /// <summary>At least that old, since the oldest of them was there already when somebody first looked.</summary>
    public bool IsAtLeast => Causes.MinBy(cause => cause.Since)!.IsAtLeast;

    /// <summary>The first of them began not long ago.</summary>
    public bool IsNew(DateTimeOffset now) => Causes.MinBy(cause => cause.Since)!.IsNew(now);

    private string CodeWords => First.Verdict.Code == "image" ? "image cannot be pulled" : First.Verdict.Code.Replace('-', ' ');

    /// <summary>
    /// Tells equal causes (kind, level and code) of one namespace together where they are more than a few; and those of several
    /// namespaces too, where there would still be more lines than <paramref name="most"/>.
    /// </summary>
    public static ImmutableArray<CauseLine> Of(ImmutableArray<Cause> causes, int most)
    {
        var lines = Together(causes, cause => cause.Ref.Namespace);
        return lines.Length > most ? Together(causes, _ => "") : lines;
    }

    private static ImmutableArray<CauseLine> Together(ImmutableArray<Cause> causes, Func<Cause, string> within) =>
        [
            .. causes
                .GroupBy(cause => (cause.Kind, cause.IsOfPods, cause.Rank, cause.Verdict.Level, cause.Verdict.Code, Within: within(cause)))
                .SelectMany(alike =>
                    alike.Count() > MostAlike ? [new CauseLine([.. alike])] : alike.Select(cause => new CauseLine([cause]))
                )
                .OrderByDescending(line => line.First.Rank)
                .ThenBy(line => line.First.Group)
                .ThenByDescending(line => line.Pods)
                .ThenBy(line => line.First.Ref.Namespace, StringComparer.Ordinal)
                .ThenBy(line => line.First.Ref.Name, StringComparer.Ordinal),
        ];
}
