using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Connection;

/// <summary>The result of one request. A write needs to know whether it may have had an effect.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer() { }

    /// <summary>A success, with the object in the response.</summary>
    public sealed record Success(JsonObject Body) : ApiAnswer;

    /// <summary>
    /// An error response with the server's message; <see cref="Reason"/> is the <c>Status</c>'s, for example <c>Conflict</c> or
    /// <c>Invalid</c>.
    /// </summary>
    public sealed record StatusError(int Status, string Reason, string Message) : ApiAnswer
    {
        /// <summary>
        /// The body is a <c>Status</c>, which only an API server sends. A proxy's response proves nothing about rights, kinds or effects.
        /// </summary>
        public bool IsOfApiServer { get; init; }
    }

    /// <summary>The request was not sent: no connection, no credentials. It had no effect.</summary>
    public sealed record NotSent(string Message) : ApiAnswer;

    /// <summary>The request was sent, without a usable response in time. It may have had its effect.</summary>
    public sealed record Lost(string Message) : ApiAnswer;
}
