using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Objects;

/// <summary>
/// Redacts an object for display: the values of Secrets, and last-applied-configuration, which repeats them; managedFields are noise.
/// </summary>
internal static class ObjectRedaction
{
    private const string Hidden = "(not shown)";

    // Pod templates have annotations too, and the last-applied one may have been copied there.
    private static readonly string[][] Annotations =
    [
        ["metadata", "annotations"],
        ["spec", "template", "metadata", "annotations"],
    ];

    /// <summary>A redacted copy.</summary>
    public static JsonNode Of(JsonNode node)
    {
        var copy = node.DeepClone();
        (copy.At("metadata") as JsonObject)?.Remove("managedFields");
        foreach (var path in Annotations)
            (copy.At(path) as JsonObject)?.Remove(WellKnownAnnotations.LastApplied);

        if (copy.Text("kind") == "Secret")
        {
            Hide(copy.At("data"));
            Hide(copy.At("stringData"));
        }

        return copy;
    }

    private static void Hide(JsonNode? map)
    {
        if (map is not JsonObject values)
            return;
        foreach (var key in values.Select(pair => pair.Key).ToList())
            values[key] = Hidden;
    }
}
