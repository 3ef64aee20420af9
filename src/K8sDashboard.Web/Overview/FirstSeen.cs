using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// First-seen times of causes whose objects have no timestamp for them, such as a Service that selects no pod. A cause that exists at the
/// first evaluation is at least that old; one that appears between two evaluations began then.
/// </summary>
internal static class FirstSeen
{
    /// <summary>Evaluations further apart than this are a gap: the start of a cause that appears after it is unknown.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(1);

    /// <param name="causes">The causes found now.</param>
    /// <param name="now">The evaluation time.</param>
    /// <param name="before">The causes of the previous evaluation, with their times; null for the first one.</param>
    /// <param name="at">The time of the previous evaluation.</param>
    public static ImmutableArray<Cause> Of(
        ImmutableArray<Cause> causes,
        DateTimeOffset now,
        ImmutableArray<Cause>? before,
        DateTimeOffset? at
    )
    {
        if (causes.All(cause => cause.Since is not null))
            return causes;
        var known = (before ?? []).ToLookup(KeyOf);
        var gap = now - at is not { } passed || passed > Gap;
        return
        [
            .. causes.Select(cause =>
                cause.Since is not null ? cause
                : known[KeyOf(cause)].FirstOrDefault() is { Since: not null } seen
                    ? cause with
                    {
                        Since = seen.Since,
                        IsAtLeast = seen.IsAtLeast,
                    }
                : cause with { Since = now, IsAtLeast = gap }
            ),
        ];
    }

    private static (ResourceType, Cluster.State.ObjectRef, string) KeyOf(Cause cause) => (cause.Type, cause.Ref, cause.Verdict.Code);
}
