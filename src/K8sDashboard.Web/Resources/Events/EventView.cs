using K8sDashboard.Cluster.Resources.Events;

namespace K8sDashboard.Web.Resources.Events;

/// <summary>The registration of the page of Events.</summary>
public static class EventView
{
    public static readonly ResourceView View = new ResourceView<ClusterEvent>(EventResource.Definition)
    {
        List = new("Events", "/events", "events") { HasObjectPages = false },
    };
}
