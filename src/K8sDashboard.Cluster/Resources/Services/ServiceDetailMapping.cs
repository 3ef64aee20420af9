using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;

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
            Ref = ObjectMapping.RefOf(service),
            Uid = service.Uid(),
            ResourceVersion = service.ResourceVersion(),
            IpFamilies = [.. spec.Texts("ipFamilies")],
            IpFamilyPolicy = spec.Text("ipFamilyPolicy"),
            SessionAffinity = spec.Text("sessionAffinity"),
            InternalTrafficPolicy = spec.Text("internalTrafficPolicy"),
            ExternalTrafficPolicy = spec.Text("externalTrafficPolicy"),
            Annotations = ObjectMapping.Annotations(service),
            Text = ObjectYaml.Of(service),
        };
    }
}
