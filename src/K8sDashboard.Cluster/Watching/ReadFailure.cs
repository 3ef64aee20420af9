using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>Why a list or watch ended other than well, as far as the loop must tell the cases apart.</summary>
internal abstract record ReadFailure(string Message)
{
    /// <summary>What an ERROR event says: "too old resource version" comes this way, with HTTP 200.</summary>
    public static ReadFailure Of(Status status) =>
        status.Code == 410 || status.Reason is "Expired" or "Gone"
            ? new Expired(VisibleText.Of(status.Message))
            : Of(status.Code, VisibleText.Of(status.Message), null);

    /// <summary>What any other status says. A version that the server does not have yet may never come: its store was restored.</summary>
    public static ReadFailure Of(int code, string words, TimeSpan? retryAfter) =>
        words.Contains("Too large resource version", StringComparison.Ordinal)
            ? new Expired(words)
            // What is said of a proxy's answer begins with its code already.
            : new Unavailable(
                words.StartsWith($"HTTP {code}", StringComparison.Ordinal) ? words["HTTP ".Length..] : $"{code} {words}",
                retryAfter
            );

    /// <summary>The version asked for is too old (410), or not there: only a new list helps.</summary>
    public sealed record Expired(string Message) : ReadFailure(Message);

    /// <summary>403, in the API server's words.</summary>
    public sealed record Forbidden(string Message) : ReadFailure(Message);

    /// <summary>404: the server does not have this kind in this version.</summary>
    /// <param name="IsSure">A <c>Status</c> says so; else words that any server may have, an API server too.</param>
    public sealed record NotFound(string Message, bool IsSure) : ReadFailure(Message);

    /// <summary>An event or list that cannot be understood: what is held may be wrong, so it is listed anew.</summary>
    public sealed record Malformed(string Message) : ReadFailure(Message);

    /// <summary>
    /// What came did not fit into the memory that is left: what is held may lack a change, so it is listed anew, and with less at a time.
    /// </summary>
    public sealed record OutOfMemory() : ReadFailure("memory is short: what the server sent did not fit");

    /// <summary>A page is larger than any that is read: it is asked for with less at a time.</summary>
    public sealed record TooLarge(string Message) : ReadFailure(Message);

    /// <summary>No answer, a broken one, 401, 429 or 5xx: worth trying again with the same version.</summary>
    /// <param name="RetryAfter">How long the server asked to be left alone.</param>
    public sealed record Unavailable(string Message, TimeSpan? RetryAfter = null) : ReadFailure(Message);
}

/// <summary>Carries a <see cref="ReadFailure"/> from the request to the loop; nothing else throws or catches it.</summary>
internal sealed class ReadFailedException(ReadFailure failure) : Exception(failure.Message)
{
    public ReadFailure Failure => failure;
}
