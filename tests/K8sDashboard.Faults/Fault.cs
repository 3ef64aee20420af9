using System.Text;

namespace K8sDashboard.Faults;

/// <summary>A fault of one request, or of its response.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>A response of the proxy itself: an error status, an HTML page, a redirect, a stale response.</summary>
    public sealed record Answer(int Status, string ContentType = "", byte[]? Body = null) : Fault
    {
        public string? RetryAfter { get; init; }

        public string? Location { get; init; }

        /// <summary>An API server's error: a <c>Status</c>, which proxies do not send.</summary>
        public static Answer OfApiServer(int status) =>
            new(
                status,
                "application/json",
                Encoding.UTF8.GetBytes($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"refused","code":{{status}}}""")
            );
    }

    /// <summary>Delayed forwarding.</summary>
    public sealed record Delay(TimeSpan Time) : Fault;

    /// <summary>No response: the client must time out.</summary>
    public sealed record Hang : Fault;

    /// <summary>Executed by the server, but the response is lost.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>The body is truncated, with a regular end.</summary>
    public sealed record Truncate(int After) : Fault;

    /// <summary>The connection is reset within the body.</summary>
    public sealed record Cut(int After) : Fault;

    /// <summary>One byte of the body is changed.</summary>
    public sealed record Corrupt(int At) : Fault;

    /// <summary>The body is throttled.</summary>
    public sealed record Trickle(int BytesPerSecond) : Fault;

    /// <summary>The response ends regularly after this time: a watch that is closed again and again.</summary>
    public sealed record EndAfter(TimeSpan Time) : Fault;

    /// <summary>Each watch event is replaced by none, one or several: lost, repeated, reordered, malformed.</summary>
    public sealed record Events(Func<byte[], IEnumerable<byte[]>> Edit) : Fault;
}
