using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Watching;

/// <summary>What a <see cref="Reflector{TItem}"/> knows when a request fails, as far as its recovery depends on it.</summary>
/// <param name="WasPermitted">A watch was permitted, and what is forbidden since then is within its grace period.</param>
/// <param name="HasOlderVersion">The kind has a version of its API that was not tried yet.</param>
/// <param name="ResumesFromOldList">The watch was accepted since the last list, which is no recent one.</param>
internal readonly record struct ReflectorState(bool WasPermitted, bool HasOlderVersion, bool ResumesFromOldList);

/// <summary>What becomes of the cached objects.</summary>
internal enum CacheEffect
{
    /// <summary>They stay as they are.</summary>
    None,

    /// <summary>They stay, marked as stale since the first failure.</summary>
    MarkStale,

    /// <summary>They go: whoever may no longer read them does not see them either.</summary>
    Clear,
}

/// <summary>Which version of the kind's API is asked for next.</summary>
internal enum ApiVersionChoice
{
    Same,
    NextOlder,
    Newest,
}

/// <summary>How long the server is left alone before the next request.</summary>
internal enum RetryDelay
{
    None,

    /// <summary><see cref="Watching.BackOff"/>, or what the server asked for.</summary>
    BackOff,

    /// <summary><see cref="ReflectorPolicy.SlowRetry"/>.</summary>
    Slow,
}

/// <summary>What follows on a failure.</summary>
internal sealed record RecoveryStep(CacheEffect Cache, RetryDelay Delay)
{
    /// <summary>The next request is a list; else a watch from the last resourceVersion.</summary>
    public bool Relist { get; init; }

    public ApiVersionChoice ApiVersion { get; init; }

    /// <summary>The next list asks for smaller pages.</summary>
    public bool ShrinkPages { get; init; }

    /// <summary>Why there are no objects, where the cache is cleared.</summary>
    public SyncState? Cleared { get; init; }
}

/// <summary>Recovery by failure and state: one row each, tested by the same table.</summary>
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
            // A gateway that restarts knows no paths either.
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
            // A server that is back from an outage has forgotten our version, and whoever looks has waited long enough. One that rejects the
            // version of its own list, or of one that is seconds old, is left alone for a while.
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
