using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Why a list or watch failed, as far as the recovery differs.</summary>
internal abstract record ReadFailure(string Message)
{
    /// <summary>From an ERROR event: "too old resource version" arrives in one, with HTTP 200.</summary>
    public static ReadFailure Of(Status status) =>
        status.Code == 410 || status.Reason is "Expired" or "Gone"
            ? new Expired(VisibleText.Of(status.Message))
            : Of(status.Code, VisibleText.Of(status.Message), null);

    /// <summary>
    /// From another status. A resourceVersion that the server does not have yet may never come: its store was restored from a backup.
    /// </summary>
    public static ReadFailure Of(int code, string message, TimeSpan? retryAfter) =>
        message.Contains("Too large resource version", StringComparison.Ordinal)
            ? new Expired(message)
            // The message of a proxy's response starts with its status code already.
            : new Unavailable(
                message.StartsWith($"HTTP {code}", StringComparison.Ordinal) ? message["HTTP ".Length..] : $"{code} {message}",
                retryAfter
            );

    /// <summary>The resourceVersion has expired (410), or does not exist: a relist is needed.</summary>
    public sealed record Expired(string Message) : ReadFailure(Message);

    /// <summary>403, with the API server's message.</summary>
    public sealed record Forbidden(string Message) : ReadFailure(Message);

    /// <summary>404: the server does not serve this version of the kind.</summary>
    /// <param name="IsSure">A <c>Status</c> confirms it; otherwise it may be any server's 404.</param>
    public sealed record NotFound(string Message, bool IsSure) : ReadFailure(Message);

    /// <summary>An undecodable event or list: the cache may be wrong, so that a relist is needed.</summary>
    public sealed record Malformed(string Message) : ReadFailure(Message);

    /// <summary>Out of memory: the cache may lack a change, so that a relist is needed, with smaller pages.</summary>
    public sealed record OutOfMemory() : ReadFailure("memory is short: what the server sent did not fit");

    /// <summary>A page exceeds the size limit: smaller pages are needed.</summary>
    public sealed record TooLarge(string Message) : ReadFailure(Message);

    /// <summary>No response, a broken one, 401, 429 or 5xx: retried from the same resourceVersion.</summary>
    /// <param name="RetryAfter">The <c>Retry-After</c> of the server.</param>
    public sealed record Unavailable(string Message, TimeSpan? RetryAfter = null) : ReadFailure(Message);
}

/// <summary>Carries a <see cref="ReadFailure"/> from the request to the loop.</summary>
internal sealed class ReadFailedException(ReadFailure failure) : Exception(failure.Message)
{
    public ReadFailure Failure => failure;
}
