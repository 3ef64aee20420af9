using System.Text.Json.Nodes;

namespace K8sDashboard.Cluster.Connection;

/// <summary>What became of one request. Whether it can have had an effect is what a write has to know.</summary>
internal abstract record ApiAnswer
{
    private ApiAnswer() { }

    /// <summary>A success, with the object that the API server answered.</summary>
    public sealed record Success(JsonObject Body) : ApiAnswer;

    /// <summary>The server's refusal in its own words; <see cref="Reason"/> is the <c>Status</c>'s, for example <c>Conflict</c> or <c>Invalid</c>.</summary>
    public sealed record StatusError(int Status, string Reason, string Message) : ApiAnswer
    {
        /// <summary>It is a <c>Status</c>, which only an API server sends. Else it may be a proxy's, which knows nothing of rights, kinds or effects.</summary>
        public bool IsOfApiServer { get; init; }
    }

    /// <summary>The request never left: no connection, no credentials. It had no effect.</summary>
    public sealed record NotSent(string Message) : ApiAnswer;

    /// <summary>It was sent, and no (usable) answer came in time. It may have had its effect.</summary>
    public sealed record Lost(string Message) : ApiAnswer;
}
