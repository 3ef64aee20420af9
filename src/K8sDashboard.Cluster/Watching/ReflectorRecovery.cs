using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The state of a <see cref="Reflector{TItem}"/> when a request fails, as far as the recovery depends on it.</summary>
/// <param name="WasPermitted">A watch was permitted, and a 403 since then is within its grace period.</param>
/// <param name="HasOlderVersion">The kind has an older API version that was not tried yet.</param>
/// <param name="ResumesFromOldList">The watch was accepted since the last list, which is not a recent one.</param>
internal readonly record struct ReflectorState(bool WasPermitted, bool HasOlderVersion, bool ResumesFromOldList);

/// <summary>The effect on the cached objects.</summary>
internal enum CacheEffect
{
    /// <summary>Unchanged.</summary>
    None,

    /// <summary>Kept, and marked as stale since the first failure.</summary>
    MarkStale,

    /// <summary>Removed: data that may no longer be read must not be shown.</summary>
    Clear,
}

/// <summary>The version of the kind's API for the next request.</summary>
internal enum ApiVersionChoice
{
    Same,
    NextOlder,
    Newest,
}

/// <summary>The delay before the next request.</summary>
internal enum RetryDelay
{
    None,

    /// <summary><see cref="Watching.BackOff"/>, or the server's <c>Retry-After</c>.</summary>
    BackOff,

    /// <summary><see cref="ReflectorPolicy.SlowRetry"/>.</summary>
    Slow,
}

/// <summary>The reaction to a failure.</summary>
internal sealed record RecoveryStep(CacheEffect Cache, RetryDelay Delay)
{
    /// <summary>The next request is a list; else a watch from the last resourceVersion.</summary>
    public bool Relist { get; init; }

    public ApiVersionChoice ApiVersion { get; init; }

    /// <summary>The next list uses smaller pages.</summary>
    public bool ShrinkPages { get; init; }

    /// <summary>The sync state of a cleared cache.</summary>
    public SyncState? Cleared { get; init; }
}

/// <summary>The recovery table by failure and state: one row each, tested by the same table.</summary>
internal static class ReflectorRecovery
{
    public static RecoveryStep Of(ReadFailure failure, ReflectorState state) =>
        failure switch
        {
            ReadFailure.Forbidden when state.WasPermitted => new(CacheEffect.Clear, RetryDelay.BackOff)
            {
                Relist = true,
                Cleared = new SyncState.Forbidden(failure.Message),
            },
            ReadFailure.Forbidden => new(CacheEffect.Clear, RetryDelay.Slow)
            {
                Relist = true,
                Cleared = new SyncState.Forbidden(failure.Message),
            },
            // A restarting gateway returns 404 for every path.
            ReadFailure.NotFound { IsSure: false } when state.WasPermitted => new(CacheEffect.MarkStale, RetryDelay.BackOff),
            ReadFailure.NotFound when state.HasOlderVersion => new(CacheEffect.None, RetryDelay.None)
            {
                Relist = true,
                ApiVersion = ApiVersionChoice.NextOlder,
            },
            ReadFailure.NotFound => new(CacheEffect.Clear, RetryDelay.Slow)
            {
                Relist = true,
                ApiVersion = ApiVersionChoice.Newest,
                Cleared = new SyncState.NotServed(),
            },
            // After an outage the server has lost our version: relist at once. A server that rejects the version of its own list, or of one
            // that is seconds old, gets a back-off.
            ReadFailure.Expired when state.ResumesFromOldList => new(CacheEffect.MarkStale, RetryDelay.None) { Relist = true },
            ReadFailure.Expired or ReadFailure.Malformed => new(CacheEffect.MarkStale, RetryDelay.BackOff) { Relist = true },
            ReadFailure.OutOfMemory or ReadFailure.TooLarge => new(CacheEffect.MarkStale, RetryDelay.BackOff)
            {
                Relist = true,
                ShrinkPages = true,
            },
            ReadFailure.Unavailable => new(CacheEffect.MarkStale, RetryDelay.BackOff),
            _ => throw new ArgumentOutOfRangeException(nameof(failure), failure, "no such failure"),
        };
}
