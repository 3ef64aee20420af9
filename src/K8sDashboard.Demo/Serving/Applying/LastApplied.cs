using System.Text.Json;
using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The last-applied-configuration of client-side apply, whose fields kubectl's server-side apply takes over without a conflict.
/// </summary>
internal static class LastApplied
{
    private const string Annotation = "kubectl.kubernetes.io/last-applied-configuration";
    private const string Kubectl = "kubectl";

    private static readonly JsonSerializerOptions Plain = new() { Encoder = JsonEncoder.Compact.Encoder };

    /// <summary>The fields that a manager may take over.</summary>
    public static FieldSet Of(ApiRequest request, FieldOwner manager, ObjectMeta live)
    {
        if (manager.Name != Kubectl || !live.Annotations.TryGetValue(Annotation, out var text))
            return new FieldSet();
        try
        {
            return JsonNode.Parse(text, documentOptions: RequestBody.Bounds) is JsonObject last
                ? AppliedFields.Of(WritableFields.Of(request, last), ApplyType.Of(request.Kind.Message), "")
                : new FieldSet();
        }
        catch (Exception fault) when (fault is JsonException or ApiFailure)
        {
            // The annotation is client data: unreadable content gives an empty set.
            return new FieldSet();
        }
    }

    /// <summary>Updates an existing annotation to the applied configuration.</summary>
    public static void Renew(FieldOwner manager, ObjectMeta live, JsonObject configuration)
    {
        if (manager.Name != Kubectl || !live.Annotations.ContainsKey(Annotation))
            return;
        var last = (JsonObject)configuration.DeepClone();
        ((last["metadata"] as JsonObject)?["annotations"] as JsonObject)?.Remove(Annotation);
        live.Annotations[Annotation] = last.ToJsonString(Plain) + "\n";
    }
}
