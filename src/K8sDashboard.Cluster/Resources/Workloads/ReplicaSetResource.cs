using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The registration of ReplicaSets: the revisions of Deployments, and the owners of their pods.</summary>
public static class ReplicaSetResource
{
    public static readonly ResourceDefinition<Workload> Definition = new(
        new("apps", "v1", "replicasets", "ReplicaSet") { ShortNames = ["rs"] },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("apps", "v1", "replicasets", Wire.ReplicaSet.Parser, WorkloadMapping.Map)]
    )
    {
        IsHealthInput = true,
        IsActionInput = true,
        HasScale = true,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Workload> ReplicaSets => snapshot.Of(Definition);
    }
}
