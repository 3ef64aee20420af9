using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps a volume; its key besides <c>name</c> is its type.</summary>
internal static class VolumeMapping
{
    public static Volume Map(JsonObject volume)
    {
        var type = volume.FirstOrDefault(pair => pair.Key != "name" && pair.Value is JsonObject).Key ?? "";
        return new(volume.Text("name"), type, Source(type, volume.At(type)));
    }

    private static string Source(string type, JsonNode? source) =>
        type switch
        {
            "configMap" => source.Text("name"),
            "secret" => source.Text("secretName"),
            "persistentVolumeClaim" => source.Text("claimName"),
            "hostPath" => source.Text("path"),
            "emptyDir" => string.Join(
                ' ',
                new[] { source.Text("medium"), source.NumberOrText("sizeLimit") }.Where(text => text.Length > 0)
            ),
            "csi" => source.Text("driver"),
            "nfs" => $"{source.Text("server")}:{source.Text("path")}",
            "image" => source.Text("reference"),
            "projected" => string.Join(", ", source.Items("sources").Select(Projection)),
            "downwardAPI" => string.Join(", ", source.Items("items").Select(item => item.Text("path"))),
            _ => "",
        };

    private static string Projection(JsonObject source)
    {
        var (type, value) = source.FirstOrDefault();
        return $"{type} {value.Text("name")}".TrimEnd();
    }
}
