using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Events;

/// <summary>The registration of Events.</summary>
public static class EventResource
{
    public static readonly ResourceDefinition<ClusterEvent> Definition = new(
        new("", "v1", "events", "Event") { ShortNames = ["ev"] },
        WatchPolicy.Optional,
        [ServedVersion.Protobuf("", "v1", "events", Wire.Event.Parser, EventMapping.Map)]
    )
    {
        Health = new(context => one => EventHealth.Of(one, context.Now)) { DependsOnTime = EventHealth.DependsOnTime },
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<ClusterEvent> Events => snapshot.Of(Definition);
    }
}
