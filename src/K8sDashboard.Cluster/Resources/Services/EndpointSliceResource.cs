using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The registration of EndpointSlices; on servers without them, of Endpoints.</summary>
public static class EndpointSliceResource
{
    public static readonly ResourceDefinition<EndpointSlice> Definition = new(
        new("discovery.k8s.io", "v1", "endpointslices", "EndpointSlice"),
        WatchPolicy.Required,
        [
            ServedVersion.Protobuf("discovery.k8s.io", "v1", "endpointslices", Wire.EndpointSlice.Parser, EndpointMapping.Map),
            ServedVersion.Protobuf("discovery.k8s.io", "v1beta1", "endpointslices", Wire.BetaEndpointSlice.Parser, EndpointMapping.Map),
            ServedVersion.Protobuf("", "v1", "endpoints", Wire.Endpoints.Parser, EndpointMapping.Map),
        ]
    );

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<EndpointSlice> EndpointSlices => snapshot.Of(Definition);
    }
}
