using System.Collections.Immutable;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps the <c>spec</c> of a pod or a template.</summary>
internal static class PodSpecMapping
{
    public static PodSpec Map(JsonNode? spec) =>
        new()
        {
            Containers = Containers(spec, "containers"),
            InitContainers = Containers(spec, "initContainers"),
            EphemeralContainers = Containers(spec, "ephemeralContainers"),
            Volumes = [.. spec.Items("volumes").Select(VolumeMapping.Map)],
            Tolerations = [.. spec.Items("tolerations").Select(Toleration)],
            NodeSelector = Labels.Of(spec.Pairs("nodeSelector")),
            ServiceAccount = spec.Text("serviceAccountName"),
            PriorityClass = spec.Text("priorityClassName"),
            RestartPolicy = spec.Text("restartPolicy"),
            TerminationGracePeriodSeconds = spec.Whole("terminationGracePeriodSeconds") ?? 30,
        };

    private static ImmutableArray<ContainerDetail> Containers(JsonNode? spec, string list) =>
        [.. spec.Items(list).Select(ContainerMapping.Map)];

    private static string Toleration(JsonObject toleration)
    {
        var key = toleration.Text("key");
        var value = toleration.Text("value") is { Length: > 0 } text ? "=" + text : "";
        var effect = toleration.Text("effect") is { Length: > 0 } name ? ":" + name : "";
        var exists = toleration.Text("operator") == "Exists" ? " op=Exists" : "";
        var seconds = toleration.Whole("tolerationSeconds") is { } whole ? $" for {whole}s" : "";
        return $"{key}{value}{effect}{exists}{seconds}".TrimStart();
    }
}
