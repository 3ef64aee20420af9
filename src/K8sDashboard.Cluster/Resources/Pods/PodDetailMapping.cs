using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>Maps the live object of the page of a pod.</summary>
internal static class PodDetailMapping
{
    public static readonly DetailDefinition<PodDetail> Definition = new(PodResource.Type, Map);

    private static PodDetail Map(JsonObject pod) =>
        new()
        {
            Ref = ObjectMapping.RefOf(pod),
            Uid = pod.Uid(),
            ResourceVersion = pod.ResourceVersion(),
            Spec = PodSpecMapping.Map(pod.At("spec")),
            Labels = Labels.Of(pod.Pairs("metadata", "labels")),
            Annotations = ObjectMapping.Annotations(pod),
            Conditions = ObjectMapping.Conditions(pod),
            PodIps = [.. pod.Items("status", "podIPs").Select(address => address.Text("ip"))],
            QosClass = pod.Text("status", "qosClass"),
            Text = ObjectYaml.Of(pod),
        };
}
