using K8sDashboard.Cluster.Resources.Services;

namespace K8sDashboard.Web.Resources.Services;

/// <summary>The registration of EndpointSlices, which the pages of their Services show.</summary>
public static class EndpointSliceView
{
    public static readonly ResourceView View = new ResourceView<EndpointSlice>(EndpointSliceResource.Definition);
}
