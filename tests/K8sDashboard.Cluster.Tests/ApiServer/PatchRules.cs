using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Cluster.Tests.ApiServer;

/// <summary>The three kinds of write that the dashboard uses, by the API server's rules; null on a version conflict.</summary>
internal static class PatchRules
{
    public static JsonObject? Apply(JsonObject current, HttpRequest request, JsonNode body)
    {
        var next = current.DeepClone().AsObject();
        return request.ContentType!.Split(';')[0] switch
        {
            "application/json" => Scale(next, body),
            "application/strategic-merge-patch+json" => body.ResourceVersion() == current.ResourceVersion() && Merge(next, body.AsObject())
                ? next
                : null,
            "application/json-patch+json" => body.AsArray().All(operation => Operate(next, operation!)) ? next : null,
            var other => throw new NotSupportedException(other),
        };
    }

    private static JsonObject? Scale(JsonObject next, JsonNode scale)
    {
        if (scale.ResourceVersion() != next.ResourceVersion() || scale.Uid() != next.Uid())
            return null;
        next["spec"]!["replicas"] = scale.Whole("spec", "replicas") ?? 0;
        return next;
    }

    private static bool Merge(JsonObject into, JsonObject patch)
    {
        foreach (var (key, value) in patch)
        {
            if (value is JsonObject inner && into[key] is JsonObject target)
                Merge(target, inner);
            else
                into[key] = value?.DeepClone();
        }

        return true;
    }

    private static bool Operate(JsonObject next, JsonNode operation)
    {
        var path = operation.Text("path").Split('/')[1..];
        var parent = next.At(path.AsSpan(..^1))!.AsObject();
        if (operation.Text("op") == "test")
            return JsonNode.DeepEquals(parent[path[^1]], operation["value"]);
        parent[path[^1]] = operation["value"]!.DeepClone();
        return true;
    }
}
