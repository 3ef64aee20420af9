using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps the live object of the page of a pod.</summary>
internal static class PodDetailMapping
{
    public static readonly DetailDefinition<PodDetail> Definition = new(PodResource.Type, Map);

    private static PodDetail Map(JsonObject pod) =>
        new()
        {
            Spec = PodSpecMapping.Map(pod.At("spec")),
            QosClass = pod.Text("status", "qosClass"),
            Text = ObjectYaml.Of(pod),
        };
}
