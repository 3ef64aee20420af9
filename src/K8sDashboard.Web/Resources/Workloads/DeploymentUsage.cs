using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Monitoring.Usage;
using K8sDashboard.Web.Usage;

namespace K8sDashboard.Web.Resources.Workloads;

/// <summary>Usage of deployments: the total of their pods, by owner references.</summary>
public static class DeploymentUsage
{
    public static Task<UsageAnswer<ObjectRef>> AskAsync(
        CurrentUsage use,
        ClusterView view,
        UsageQuery<ObjectRef> question,
        CancellationToken cancellation
    )
    {
        var snapshot = view.Snapshot;
        if ((Unknown(snapshot.Pods.Sync, "pods") ?? Unknown(snapshot.ReplicaSets.Sync, "replicasets")) is { } why)
            return Task.FromResult<UsageAnswer<ObjectRef>>(new UsageAnswer<ObjectRef>.Unavailable(why));
        var groups = question
            .Keys.Select(key => snapshot.Deployments.Find(key))
            .OfType<Workload>()
            .Where(deployment => snapshot.Pods.Sync.Knows(deployment.Namespace) && snapshot.ReplicaSets.Sync.Knows(deployment.Namespace))
            .Select(deployment => new PodGroup<ObjectRef>(deployment.Ref, PodsOf(deployment, snapshot)))
            .ToList();
        // A top-k query by pod would omit pods of any deployment, so all are queried.
        return use.OfPodsAsync(view, question with { Only = null }, groups, cancellation);
    }

    private static ImmutableArray<PodInstance> PodsOf(Workload deployment, ClusterSnapshot snapshot) =>
        [
            .. Rollout
                .PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods)
                .Where(pod => pod.Phase is not (PodPhase.Succeeded or PodPhase.Failed))
                .Select(PodInstances.Of),
        ];

    // Null until synced: the sum of a part of a deployment's pods would be misleading.
    private static string? Unknown(SyncState sync, string noun) =>
        sync switch
        {
            { IsListed: true } => null,
            SyncState.Forbidden forbidden => $"the API server refuses to list {noun}: {forbidden.Message}",
            SyncState.Interrupted gone => $"the {noun} are not known: {gone.Message}",
            SyncState.NotServed => $"this API server does not serve {noun}",
            _ => $"the {noun} are still being read",
        };
}
