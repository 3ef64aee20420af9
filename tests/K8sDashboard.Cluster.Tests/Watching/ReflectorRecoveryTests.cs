using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>The recovery of a failed list or watch, by row.</summary>
public sealed class ReflectorRecoveryTests
{
    private static readonly ReflectorState First = new(WasPermitted: false, HasOlderVersion: false, ResumesFromOldList: false);
    private static readonly ReflectorState Permitted = First with { WasPermitted = true };
    private static readonly ReflectorState Older = First with { HasOlderVersion = true };
    private static readonly ReflectorState Resumed = First with { ResumesFromOldList = true };

    private static readonly (string Name, object Failure, object State, object Step)[] Rows =
    [
        ("403", new ReadFailure.Forbidden("no"), First, Cleared(new SyncState.Forbidden("no"), RetryDelay.Slow)),
        ("403 in its grace period", new ReadFailure.Forbidden("no"), Permitted, Cleared(new SyncState.Forbidden("no"), RetryDelay.BackOff)),
        (
            "404",
            new ReadFailure.NotFound("none", IsSure: true),
            First,
            Cleared(new SyncState.NotServed(), RetryDelay.Slow) with
            {
                ApiVersion = ApiVersionChoice.Newest,
            }
        ),
        (
            "404 of a gateway",
            new ReadFailure.NotFound("none", IsSure: false),
            First,
            Cleared(new SyncState.NotServed(), RetryDelay.Slow) with
            {
                ApiVersion = ApiVersionChoice.Newest,
            }
        ),
        (
            "404 of a gateway in the grace period",
            new ReadFailure.NotFound("none", IsSure: false),
            Permitted,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff)
        ),
        (
            "404 with an older API version",
            new ReadFailure.NotFound("none", IsSure: true),
            Older,
            new RecoveryStep(CacheEffect.None, RetryDelay.None) { Relist = true, ApiVersion = ApiVersionChoice.NextOlder }
        ),
        (
            "410 of its own list",
            new ReadFailure.Expired("old"),
            First,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff) { Relist = true }
        ),
        (
            "410 after an outage",
            new ReadFailure.Expired("old"),
            Resumed,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.None) { Relist = true }
        ),
        (
            "malformed",
            new ReadFailure.Malformed("bytes"),
            Resumed,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff) { Relist = true }
        ),
        (
            "out of memory",
            new ReadFailure.OutOfMemory(),
            Resumed,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff) { Relist = true, ShrinkPages = true }
        ),
        (
            "too large",
            new ReadFailure.TooLarge("65 MiB"),
            First,
            new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff) { Relist = true, ShrinkPages = true }
        ),
        ("unavailable", new ReadFailure.Unavailable("refused"), Resumed, new RecoveryStep(CacheEffect.MarkStale, RetryDelay.BackOff)),
    ];

    public static TheoryData<string> Names => [.. Rows.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ReflectorRecovery_EachFailureAndState_GivesItsStep(string name)
    {
        var (_, failure, state, step) = Rows.Single(row => row.Name == name);
        Assert.Equal((RecoveryStep)step, ReflectorRecovery.Of((ReadFailure)failure, (ReflectorState)state));
    }

    [Fact]
    public void ReflectorRecovery_Table_HasARowForEachFailure() =>
        Assert.Equal(
            typeof(ReadFailure)
                .GetNestedTypes()
                .Where(type => type.IsSubclassOf(typeof(ReadFailure)))
                .Select(type => type.Name)
                .Order(StringComparer.Ordinal),
            Rows.Select(row => row.Failure.GetType().Name).Distinct().Order(StringComparer.Ordinal)
        );

    private static RecoveryStep Cleared(SyncState sync, RetryDelay delay) =>
        new(CacheEffect.Clear, delay) { Relist = true, Cleared = sync };
}
