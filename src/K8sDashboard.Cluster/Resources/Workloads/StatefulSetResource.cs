using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The registration of StatefulSets.</summary>
public static class StatefulSetResource
{
    public static readonly ResourceDefinition<Workload> Definition = new(
        new("apps", "v1", "statefulsets", "StatefulSet") { ShortNames = ["sts"] },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("apps", "v1", "statefulsets", Wire.StatefulSet.Parser, WorkloadMapping.Map)]
    )
    {
        HasScale = true,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Workload> StatefulSets => snapshot.Of(Definition);
    }
}
