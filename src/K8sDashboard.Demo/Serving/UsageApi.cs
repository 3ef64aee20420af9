using System.Text.Json;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Api.Metrics.V1Beta1;
using K8sDashboard.Demo.Encoding;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>metrics.k8s.io, as served by metrics-server: JSON only, current values.</summary>
internal static class UsageApi
{
    public const string Group = "metrics.k8s.io";
    public const string Version = "v1beta1";

    private const string ApiVersion = $"{Group}/{Version}";

    public static Task AnswerAsync(HttpContext http, ResourceCall call, IUsage usage)
    {
        var (all, kind) = call.Plural switch
        {
            "nodes" => (usage.Nodes().Select(node => (node.Metadata, Message: (IMessage)node)), nameof(NodeMetrics)),
            "pods" => (
                usage.Pods(call.Namespace.Length == 0 ? null : call.Namespace).Select(pod => (pod.Metadata, Message: (IMessage)pod)),
                nameof(PodMetrics)
            ),
            _ => throw ApiFailure.NoResource(),
        };
        var format = AnswerFormat.Of(http.Request);
        if (call.Verb is not ("get" or "list"))
            throw ApiFailure.NotAllowed();
        if (call.Name.Length == 0)
            return Answers.WriteAsync(
                http,
                200,
                "application/json",
                Answers.Json(format, json => WriteList(json, all.Select(one => one.Message), kind))
            );
        var found =
            all.FirstOrDefault(one => one.Metadata.Name == call.Name).Message
            ?? throw new ApiFailure(
                404,
                "NotFound",
                $"{call.Plural}.{Group} \"{call.Name}\" not found",
                new StatusDetails
                {
                    Name = call.Name,
                    Group = Group,
                    Kind = call.Plural,
                }
            );
        return Answers.WriteAsync(http, format with { Body = BodyFormat.Json }, 200, found, ApiVersion);
    }

    private static void WriteList(Utf8JsonWriter json, IEnumerable<IMessage> items, string kind)
    {
        json.WriteStartObject();
        json.WriteString("kind", $"{kind}List");
        json.WriteString("apiVersion", ApiVersion);
        json.WriteStartObject("metadata");
        json.WriteEndObject();
        json.WriteStartArray("items");
        foreach (var item in items)
            JsonEncoder.Write(json, item);
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
