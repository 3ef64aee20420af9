using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace K8sDashboard.Demo.Serving;

/// <summary>The body format of a response.</summary>
internal enum BodyFormat
{
    Json,
    Protobuf,
    Table,
}

/// <summary>The negotiated response format, with its content types.</summary>
internal sealed record AnswerFormat(BodyFormat Body, string TableVersion, bool Pretty)
{
    private const string Json = "application/json";

    public string ContentType =>
        Body switch
        {
            BodyFormat.Protobuf => ProtobufEnvelope.MediaType,
            BodyFormat.Table => $"{Json};as=Table;g=meta.k8s.io;v={TableVersion}",
            _ => Json,
        };

    public string WatchContentType => Body == BodyFormat.Protobuf ? $"{ProtobufEnvelope.MediaType};stream=watch" : ContentType;

    /// <summary>
    /// Content negotiation: the first supported type of Accept, without regard to quality values, as the API server does.
    /// </summary>
    public static AnswerFormat Of(HttpRequest request)
    {
        var pretty = IsPretty(request);
        if (StringValues.IsNullOrEmpty(request.Headers.Accept))
            return new AnswerFormat(BodyFormat.Json, "", pretty);
        foreach (var accepted in MediaTypeHeaderValue.ParseList(request.Headers.Accept))
        {
            var form = Parameter(accepted, "as");
            if (form == "Table" && accepted.MediaType == Json)
                return new AnswerFormat(BodyFormat.Table, Parameter(accepted, "v") ?? "v1", pretty);
            if (form is not null)
                continue;
            if (accepted.MediaType == ProtobufEnvelope.MediaType)
                return new AnswerFormat(BodyFormat.Protobuf, "", pretty);
            if (accepted.MatchesMediaType(Json))
                return new AnswerFormat(BodyFormat.Json, "", pretty);
        }

        throw ApiFailure.NotAcceptable();
    }

    private static string? Parameter(MediaTypeHeaderValue accepted, string name) =>
        accepted.Parameters.FirstOrDefault(parameter => parameter.Name == name)?.Value.ToString();

    // Pretty-printed on request, and by default for browsers and curl.
    private static bool IsPretty(HttpRequest request)
    {
        if (request.Query.TryGetValue("pretty", out var wanted))
            return wanted.ToString() is "" or "1" or "true";
        var agent = request.Headers.UserAgent.ToString();
        return agent.StartsWith("curl", StringComparison.Ordinal)
            || agent.StartsWith("Wget", StringComparison.Ordinal)
            || agent.StartsWith("Mozilla/5.0", StringComparison.Ordinal);
    }
}
