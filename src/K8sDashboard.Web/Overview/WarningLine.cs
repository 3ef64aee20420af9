using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// One row of <em>Recent warnings</em>: events of one reason, aggregated by the object that they have in common. Events of pods of one
/// controller are merged; those that a node causes for its pods are merged under the node (one NodeNotReady instead of 13).
/// </summary>
/// <param name="Type">The object's type.</param>
/// <param name="Ref">The object itself for a single one, otherwise the common owner or node.</param>
/// <param name="Count">The number of occurrences, over all objects.</param>
/// <param name="Objects">The number of objects as text: <c>13 pods</c>; empty for a single one.</param>
/// <param name="LastSeen">The last occurrence.</param>
/// <param name="Message">The latest message.</param>
public sealed record WarningLine(
    ResourceType Type,
    ObjectRef Ref,
    string Reason,
    int Count,
    string Objects,
    DateTimeOffset LastSeen,
    string Message
)
{
    private const string NodeNotReady = "NodeNotReady";

    /// <summary>Aggregation window of a node outage: the node's event and those of its pods are written within seconds.</summary>
    private static readonly TimeSpan OneOutage = TimeSpan.FromMinutes(1);

    /// <summary>
    /// The newest, in descending order of time; without those that have a future timestamp (clock skew), whose time is unknown.
    /// </summary>
    public static ImmutableArray<WarningLine> Newest(ClusterSnapshot snapshot, Func<string, bool> shows, DateTimeOffset now, int most)
    {
        var outages = snapshot
            .Events.Items.Where(one => one.Reason == NodeNotReady)
            .Select(one => (Node: NodeOf(one, snapshot), one.LastSeen))
            .Where(outage => outage.Node.Length > 0)
            .ToList();
        return
        [
            .. snapshot
                .Events.Items.Where(one => one.IsWarning && shows(one.Namespace) && !ClockSkew.IsFuture(one.LastSeen, now))
                .GroupBy(one =>
                    (Common: one.Reason == NodeNotReady ? OfOutage(one, snapshot, outages) : InCommon(one, snapshot), one.Reason)
                )
                .Select(alike => Of(alike.Key.Common, [.. alike]))
                .OrderByDescending(line => line.LastSeen)
                .Take(most),
        ];
    }

    /// <summary>The object's page; without one, the pods of a controller, else the events of the object.</summary>
    public string Href(Address address) =>
        address.Object(Type, Ref) ?? (PodControllers.Includes(Type) ? address.PodsOf(Ref) : address.EventsOf(Type, Ref));

    private static WarningLine Of(OwnerLink common, List<ClusterEvent> alike)
    {
        var last = alike.MaxBy(one => one.LastSeen)!;
        var objects = alike.Select(one => one.Subject).Distinct().Count();
        // An outage stays attributed to the node: a pod that was deleted since may have been on another node at another time, and then has
        // its own row.
        var itself = new OwnerLink(last.Subject.Type, last.Subject.Ref);
        var shown = objects == 1 && last.Reason != NodeNotReady ? itself : common;
        var words = shown == itself && objects == 1 ? "" : $"{objects} {Noun(alike)}";
        return new(shown.Type, shown.Ref, last.Reason, alike.Sum(one => one.Count), words, last.LastSeen, last.Message);
    }

    private static string Noun(List<ClusterEvent> alike) =>
        (alike.TrueForAll(one => one.Subject.Type == PodResource.Type) ? "pod" : "object")
        + (alike.Select(one => one.Subject).Distinct().Count() == 1 ? "" : "s");

    private static OwnerLink InCommon(ClusterEvent one, ClusterSnapshot snapshot)
    {
        var itself = new OwnerLink(one.Subject.Type, one.Subject.Ref);
        if (one.Subject.Type == ReplicaSetResource.Type)
            return snapshot.ReplicaSets.Find(one.Subject.Ref) is { Owner: { } above } set
                ? new(above.Type, set.Ref with { Name = above.Name })
                : itself;
        if (one.Subject.Type == PodResource.Type && snapshot.Pods.Find(one.Subject.Ref) is { } pod)
            return OwnerChain.Top(pod, snapshot) ?? itself;
        return itself;
    }

    private static string NodeOf(ClusterEvent one, ClusterSnapshot snapshot)
    {
        if (one.Subject.Type == NodeResource.Type)
            return one.Subject.Ref.Name;
        return one.Subject.Type == PodResource.Type ? snapshot.Pods.Find(one.Subject.Ref)?.NodeName ?? "" : "";
    }

    /// <summary>
    /// The node of an outage, also for a deleted pod: then the one node that had an outage at that time, if it is unique.
    /// </summary>
    private static OwnerLink OfOutage(ClusterEvent one, ClusterSnapshot snapshot, List<(string Node, DateTimeOffset LastSeen)> outages)
    {
        List<string> nodes = NodeOf(one, snapshot) is { Length: > 0 } own
            ? [own]
            :
            [
                .. outages
                    .Where(outage => (outage.LastSeen - one.LastSeen).Duration() <= OneOutage)
                    .Select(outage => outage.Node)
                    .Distinct(),
            ];
        return nodes is [var node] ? new(NodeResource.Type, ObjectRef.ClusterScoped(node)) : new(one.Subject.Type, one.Subject.Ref);
    }
}
