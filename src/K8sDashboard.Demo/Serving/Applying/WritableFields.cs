using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>The part of an object under field management: without metadata that only the server sets.</summary>
internal static class WritableFields
{
    private const string Status = "status";

    private static readonly string[] OfServer =
    [
        "name",
        "namespace",
        "creationTimestamp",
        "selfLink",
        "uid",
        "clusterName",
        "generation",
        "managedFields",
        "resourceVersion",
    ];

    /// <summary>The object as JSON, with kind and apiVersion.</summary>
    public static JsonObject Json(ApiRequest request, IMessage obj) =>
        JsonNode
            .Parse(JsonEncoder.ToBytes(obj, request.Kind.Name, request.Kind.ApiVersion), documentOptions: RequestBody.Bounds)!
            .AsObject();

    public static JsonObject Of(ApiRequest request, IMessage obj) => Of(request, Json(request, obj));

    public static JsonObject Of(ApiRequest request, JsonObject whole)
    {
        var toStatus = request.Call.Subresource == Status;
        var part = new JsonObject();
        foreach (var (name, value) in whole)
        {
            if (name is not ("apiVersion" or "kind") && toStatus == (name == Status))
                part[name] = value?.DeepClone();
        }

        if (part["metadata"] is not JsonObject meta)
            return part;
        foreach (var name in OfServer)
            meta.Remove(name);
        return part;
    }
}
