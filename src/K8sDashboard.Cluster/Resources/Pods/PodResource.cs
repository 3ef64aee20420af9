using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Pods;

/// <summary>The registration of pods.</summary>
public static class PodResource
{
    public static readonly ResourceDefinition<Pod> Definition = new(
        new("", "v1", "pods", "Pod") { ShortNames = ["po"] },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("", "v1", "pods", Wire.Pod.Parser, PodMapping.Map)]
    )
    {
        IsHealthInput = true,
        IsActionInput = true,
        Health = new(context => pod => PodHealth.Of(pod, context.Now)) { DependsOnTime = PodHealth.DependsOnTime },
        Causes = PodCauses.Find,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Pod> Pods => snapshot.Of(Definition);
    }
}
