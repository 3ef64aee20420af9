using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>Maps the live object of the page of a Service.</summary>
internal static class ServiceDetailMapping
{
    public static readonly DetailDefinition<ServiceDetail> Definition = new(ServiceResource.Type, Map);

    private static ServiceDetail Map(JsonObject service)
    {
        var spec = service.At("spec");
        return new()
        {
            IpFamilies = [.. spec.Texts("ipFamilies")],
            IpFamilyPolicy = spec.Text("ipFamilyPolicy"),
            SessionAffinity = spec.Text("sessionAffinity"),
            InternalTrafficPolicy = spec.Text("internalTrafficPolicy"),
            ExternalTrafficPolicy = spec.Text("externalTrafficPolicy"),
            Annotations = Labels.Of(service.Pairs("metadata", "annotations").Where(pair => pair.Key != WellKnownAnnotations.LastApplied)),
            Text = ObjectYaml.Of(service),
        };
    }
}
