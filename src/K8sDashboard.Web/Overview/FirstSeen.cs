using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// First-seen times of causes whose objects do not tell since when they are so, such as a Service that selects no pod. One that was there
/// at the first look is as old as that at least; one that came between two looks began then.
/// </summary>
internal static class FirstSeen
{
    /// <summary>Looks further apart than this have a gap between them in which nobody knows when it began.</summary>
    private static readonly TimeSpan Gap = TimeSpan.FromMinutes(1);

    /// <param name="causes">What is found now.</param>
    /// <param name="now">When.</param>
    /// <param name="before">What was found before, with its times; null where this is the first look.</param>
    /// <param name="at">When that was.</param>
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

    private static (string, Cluster.State.ObjectRef, string) KeyOf(Cause cause) => (cause.Kind, cause.Ref, cause.Verdict.Code);
}
