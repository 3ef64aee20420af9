using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Workloads;

/// <summary>The registration of Deployments.</summary>
public static class DeploymentResource
{
    public static readonly ResourceDefinition<Workload> Definition = new(
        new("apps", "v1", "deployments", "Deployment") { ShortNames = ["deploy"] },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("apps", "v1", "deployments", Wire.Deployment.Parser, WorkloadMapping.Map)]
    )
    {
        IsHealthInput = true,
        IsActionInput = true,
        HasScale = true,
        Health = new(context => deployment => Of(deployment, context)),
        Causes = DeploymentCauses.Find,
    };

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Workload> Deployments => snapshot.Of(Definition);
    }

    private static Verdict Of(Workload deployment, HealthContext context) =>
        WorkloadHealth.Of(
            deployment,
            Rollout.PodsOf(deployment, context.Snapshot.ReplicaSets, context.Snapshot.Pods),
            context.Failures,
            context.Now
        );
}
