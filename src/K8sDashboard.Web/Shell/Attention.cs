using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Shell;

/// <summary>The objects that need a person's look, worked out once for all circuits that show the same.</summary>
public sealed class Attention(SharedWork shared)
{
    public NeedsLook Of(ClusterView view) => shared.Of(
        (nameof(Attention), view.Actor), (view.Snapshot.Version, view.JudgedAt), () => NeedsLook.In(view.Snapshot, view.JudgedAt));
}

/// <summary>The namespaces of the objects that need a look, an entry for each object, by the page that lists them.</summary>
public sealed record NeedsLook(
    ImmutableArray<string> Nodes, ImmutableArray<string> Deployments, ImmutableArray<string> Pods, ImmutableArray<string> Services, ImmutableArray<string> Warnings)
{
    public static NeedsLook In(ClusterSnapshot snapshot, DateTimeOffset now)
    {
        var services = new ServiceIndex(snapshot.Services.Items, snapshot);
        return new(
            Where(snapshot.Nodes, node => NodeHealth.Of(node).NeedsAttention),
            Where(snapshot.Deployments, deployment => WorkloadHealth
                .Of(deployment, Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods), now).NeedsAttention),
            Where(snapshot.Pods, pod => PodHealth.Of(pod, now).NeedsAttention),
            Where(snapshot.Services, service => ServiceHealth.Of(services.Of(service), now).NeedsAttention),
            Where(snapshot.Events, told => told.IsWarning));
    }

    /// <summary>How many of them a page shows at this address.</summary>
    public int On(string path, Address address) => path switch
    {
        "/nodes" => Nodes.Length,
        "/workloads/deployments" => Deployments.Count(address.Shows),
        "/pods" => Pods.Count(address.Shows),
        "/services" => Services.Count(address.Shows),
        "/events" => Warnings.Count(address.Shows),
        _ => 0,
    };

    private static ImmutableArray<string> Where<T>(Table<T> table, Func<T, bool> needsLook)
        where T : ClusterObject => [.. table.Items.Where(needsLook).Select(item => item.Namespace)];
}
