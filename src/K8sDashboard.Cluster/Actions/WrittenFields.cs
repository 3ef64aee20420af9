using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The fields of an object that users write, for a diff: annotations, labels and spec, without status and versions.</summary>
internal static class WrittenFields
{
    /// <summary>A copy of these fields; absent ones are omitted, so that they do not show as a change.</summary>
    public static JsonObject Of(JsonObject live)
    {
        var metadata = new JsonObject();
        foreach (var key in (string[])["annotations", "labels"])
            if (live.At("metadata", key) is JsonObject { Count: > 0 } map)
                metadata[key] = map.DeepClone();
        var spec = live.At("spec")?.DeepClone() as JsonObject ?? [];
        RemoveNulls(spec);
        // `replicas` of autoscaling/v1 Scale is omitempty: absent means 0.
        if (live.Text("kind") == "Scale")
            spec.TryAdd("replicas", 0);

        var written = new JsonObject();
        if (metadata.Count > 0)
            written["metadata"] = metadata;
        if (spec.Count > 0)
            written["spec"] = spec;
        return written;
    }

    // The API server writes `creationTimestamp: null` where a template has none: null and absent are equal.
    private static void RemoveNulls(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject map:
                foreach (var key in map.Where(pair => pair.Value is null).Select(pair => pair.Key).ToList())
                    map.Remove(key);
                foreach (var (_, value) in map)
                    RemoveNulls(value);
                break;
            case JsonArray list:
                foreach (var item in list)
                    RemoveNulls(item);
                break;
        }
    }
}
