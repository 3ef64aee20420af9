using System.Text;

namespace K8sDashboard.Faults;

/// <summary>What goes wrong with one request, or with its answer.</summary>
public abstract record Fault
{
    private Fault() { }

    /// <summary>The proxy answers by itself: a status, an HTML page, a redirect, an answer of the past.</summary>
    public sealed record Answer(int Status, string ContentType = "", byte[]? Body = null) : Fault
    {
        public string? RetryAfter { get; init; }

        public string? Location { get; init; }

        /// <summary>An API server's refusal: a <c>Status</c>, which no proxy sends.</summary>
        public static Answer OfApiServer(int status) =>
            new(
                status,
                "application/json",
                Encoding.UTF8.GetBytes($$"""{"kind":"Status","apiVersion":"v1","status":"Failure","message":"refused","code":{{status}}}""")
            );
    }

    /// <summary>Forwarded late.</summary>
    public sealed record Delay(TimeSpan Time) : Fault;

    /// <summary>Never answered: the client has to give up by itself.</summary>
    public sealed record Hang : Fault;

    /// <summary>Carried out by the server, but its answer never arrives.</summary>
    public sealed record LoseAnswer : Fault;

    /// <summary>The body ends too early, and as if it were whole.</summary>
    public sealed record Truncate(int After) : Fault;

    /// <summary>The connection breaks within the body.</summary>
    public sealed record Cut(int After) : Fault;

    /// <summary>One byte of the body is another.</summary>
    public sealed record Corrupt(int At) : Fault;

    /// <summary>So many bytes of the body a second.</summary>
    public sealed record Trickle(int BytesPerSecond) : Fault;

    /// <summary>The answer ends well after this time: a watch that is closed again and again.</summary>
    public sealed record EndAfter(TimeSpan Time) : Fault;

    /// <summary>Each event of a watch becomes none, one or several: lost, repeated, out of order, unreadable.</summary>
    public sealed record Events(Func<byte[], IEnumerable<byte[]>> Edit) : Fault;
}
