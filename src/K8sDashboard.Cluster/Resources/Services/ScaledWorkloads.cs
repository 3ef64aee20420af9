using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Services;

/// <summary>The workloads whose pods a Service's selector would match, if they had any.</summary>
internal static class ScaledWorkloads
{
    /// <summary>Deployments, StatefulSets, and ReplicaSets without an owner: those of a Deployment are its history.</summary>
    public static ImmutableArray<Workload> SelectedBy(Service service, ClusterSnapshot snapshot) =>
        [
            .. snapshot
                .Deployments.InNamespace(service.Namespace)
                .Concat(snapshot.StatefulSets.InNamespace(service.Namespace))
                .Concat(snapshot.ReplicaSets.InNamespace(service.Namespace).Where(set => set.Owner?.Type != DeploymentResource.Type))
                .Where(workload => workload.TemplateLabels.ContainsAll(service.Selector)),
        ];

    /// <summary>One of the tables is not synced: a workload may exist although it is not in the table.</summary>
    public static bool ArePending(ClusterSnapshot snapshot) =>
        ((SyncState[])[snapshot.Deployments.Sync, snapshot.StatefulSets.Sync, snapshot.ReplicaSets.Sync]).Any(sync =>
            sync is SyncState.Syncing or SyncState.Interrupted { NeverListed: true }
        );

    /// <summary><c>deployment web</c>.</summary>
    public static string NameOf(Workload workload) => $"{workload.Type.Singular} {workload.Name}";
}
