using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Serving;

/// <summary>JSON Merge Patch, RFC 7386.</summary>
internal static class MergePatch
{
    public static JsonNode? Apply(JsonNode? target, JsonNode? patch)
    {
        if (patch is not JsonObject changes)
            return patch?.DeepClone();
        var merged = target as JsonObject ?? [];
        foreach (var (key, value) in changes)
        {
            if (value is null)
                merged.Remove(key);
            else if (merged[key] is { } old)
                merged[key] = Apply(old is JsonObject ? old.DeepClone() : null, value);
            else
                merged[key] = Apply(null, value);
        }

        return merged;
    }
}
