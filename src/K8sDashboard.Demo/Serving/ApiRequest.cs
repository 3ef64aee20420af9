using K8sDashboard.Demo.Access;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>An authorized request: user, resource call and response format.</summary>
internal sealed record ApiRequest(
    HttpContext Http,
    ApiUser User,
    ResourceCall Call,
    ResourceKind Kind,
    AnswerFormat Format,
    DateTimeOffset Now
)
{
    public CancellationToken Aborted => Http.RequestAborted;

    public bool IsDryRun => Http.Request.Query["dryRun"].ToString() is "All";

    /// <summary>A query parameter; empty if absent.</summary>
    public string Query(string name) => Http.Request.Query[name].ToString();

    public bool Flag(string name) => Query(name) is "true" or "1";

    public long? Number(string name)
    {
        var text = Query(name);
        if (text.Length == 0)
            return null;
        return long.TryParse(text, out var number)
            ? number
            : throw ApiFailure.BadRequest($"strconv.ParseInt: parsing \"{text}\": invalid syntax");
    }
}
