using System.Collections.Immutable;
using K8sDashboard.Cluster.Access;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Overview;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Projections;

/// <summary>Problem counts: the number of objects with problems, computed once for all circuits that show the same.</summary>
public sealed class ProblemCounts(ComputeCache shared)
{
    /// <summary>The counts of each page's list at this address.</summary>
    public int[] On(IEnumerable<string> paths, ClusterView view, Address address)
    {
        var (problems, warnings) = (Of(view), Warnings(view));
        return
        [
            .. paths.Select(path =>
                path switch
                {
                    "/nodes" => problems.Nodes.Length,
                    "/workloads/deployments" => problems.Deployments.Count(address.Shows),
                    "/pods" => problems.Pods.Count(address.Shows),
                    "/services" => problems.Services.Count(address.Shows),
                    "/events" => warnings.Count(warning =>
                        address.Shows(warning.Namespace) && !ClockSkew.IsFuture(warning.At, view.EvaluatedAt)
                    ),
                    _ => 0,
                }
            ),
        ];
    }

    private ProblemNamespaces Of(ClusterView view) =>
        shared.GetStaleWhileRevalidate(
            (nameof(ProblemCounts), view.Actor),
            OverviewModel.MustOf(view),
            OverviewModel.VersionsOf(view, FailureIndex.Evictions(shared, view)),
            (ProblemNamespaces? before) => ProblemNamespaces.In(view.Snapshot, FailureIndex.Of(shared, view), view.EvaluatedAt, before)
        );

    // A separate cache entry: events change all the time, and need no re-evaluation of other kinds.
    private ImmutableArray<(string Namespace, DateTimeOffset At)> Warnings(ClusterView view) =>
        shared.GetOrAdd(
            (nameof(Warnings), view.Actor),
            view.Snapshot.Events.Version,
            () =>
                view.Snapshot.Events.Items.Where(item => item.IsWarning).Select(item => (item.Namespace, item.LastSeen)).ToImmutableArray()
        );
}

/// <summary>The namespaces of the objects with problems, one entry per object, by the page that lists them.</summary>
public sealed record ProblemNamespaces(
    ImmutableArray<string> Nodes,
    ImmutableArray<string> Deployments,
    ImmutableArray<string> Pods,
    ImmutableArray<string> Services
)
{
    /// <summary>The namespace of each pod with problems, null for the others.</summary>
    private IncrementalProjection<Pod, string?>? EachPod { get; init; }

    /// <param name="snapshot">The cluster.</param>
    /// <param name="failures">Recent failures.</param>
    /// <param name="now">The evaluation time.</param>
    /// <param name="before">The previous result, for an incremental computation.</param>
    public static ProblemNamespaces In(
        ClusterSnapshot snapshot,
        RecentFailures failures,
        DateTimeOffset now,
        ProblemNamespaces? before = null
    )
    {
        var services = new ServiceIndex(snapshot.Services.Items, snapshot);
        var pods = IncrementalProjection<Pod, string?>.Of(snapshot.Pods.Items, now, Judge, before?.EachPod);
        return new(
            Where(snapshot.Nodes, node => NodeHealth.Of(node, failures, now).NeedsAttention),
            Where(
                snapshot.Deployments,
                deployment =>
                    WorkloadHealth
                        .Of(deployment, Rollout.PodsOf(deployment, snapshot.ReplicaSets, snapshot.Pods), failures, now)
                        .NeedsAttention
            ),
            [.. pods.Values.OfType<string>()],
            Where(snapshot.Services, service => ServiceHealth.Of(services.Of(service), now).NeedsAttention)
        )
        {
            EachPod = pods,
        };

        (string? Namespace, bool DependsOnTime) Judge(Pod pod)
        {
            var verdict = PodHealth.Of(pod, now);
            return (verdict.NeedsAttention ? pod.Namespace : null, PodHealth.DependsOnTime(pod, verdict));
        }
    }

    private static ImmutableArray<string> Where<T>(Table<T> table, Func<T, bool> needsLook)
        where T : ClusterObject => [.. table.Items.Where(needsLook).Select(item => item.Namespace)];
}
