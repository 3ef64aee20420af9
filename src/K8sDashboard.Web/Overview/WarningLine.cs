using System.Collections.Immutable;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Shell;

namespace K8sDashboard.Web.Overview;

/// <summary>
/// One line of <em>Recent warnings</em>: events of one reason, aggregated under the object that they have in common. Pods of one controller
/// are told together; what a node does to its pods is told of the node, 13 times NodeNotReady once.
/// </summary>
/// <param name="Kind">The object's kind as Kubernetes writes it.</param>
/// <param name="Ref">The object: of a single one itself, of several what they have in common.</param>
/// <param name="Count">How often it happened, over all objects.</param>
/// <param name="Objects">How many objects it happened to, in words: <c>13 pods</c>; empty where it is the one.</param>
/// <param name="LastSeen">When it happened last.</param>
/// <param name="Message">What was said last.</param>
public sealed record WarningLine(
    string Kind,
    ObjectRef Ref,
    string Reason,
    int Count,
    string Objects,
    DateTimeOffset LastSeen,
    string Message
)
{
    private const string NodeNotReady = "NodeNotReady";

    /// <summary>A node's own event and those of all its pods are written within seconds of each other.</summary>
    private static readonly TimeSpan OneOutage = TimeSpan.FromMinutes(1);

    /// <summary>The newest, the latest first; one whose time lies in the future is none, since nobody knows when it was.</summary>
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

    /// <summary>The object's page; of a kind without one its pods, where it is a controller, else the events about it.</summary>
    public string Href(Address address) =>
        address.Object(Kind, Ref)
        ?? (Kind is "ReplicaSet" or "StatefulSet" or "DaemonSet" or "Job" or "CronJob" ? address.PodsOf(Ref) : address.EventsOf(Kind, Ref));

    private static WarningLine Of(OwnerLink common, List<ClusterEvent> alike)
    {
        var last = alike.MaxBy(one => one.LastSeen)!;
        var objects = alike.Select(one => one.Subject).Distinct().Count();
        // An outage stays the node's: a pod that was deleted since may have been on another node at another time, and has a line of its own
        // then.
        var (kind, name) = objects == 1 && last.Reason != NodeNotReady ? (last.Subject.Kind, last.Subject.Ref) : (common.Kind, common.Ref);
        var words = (kind, name) == (last.Subject.Kind, last.Subject.Ref) && objects == 1 ? "" : $"{objects} {Noun(alike)}";
        return new(kind, name, last.Reason, alike.Sum(one => one.Count), words, last.LastSeen, last.Message);
    }

    private static string Noun(List<ClusterEvent> alike) =>
        (alike.TrueForAll(one => one.Subject.Kind == "Pod") ? "pod" : "object")
        + (alike.Select(one => one.Subject).Distinct().Count() == 1 ? "" : "s");

    private static OwnerLink InCommon(ClusterEvent one, ClusterSnapshot snapshot)
    {
        var itself = new OwnerLink(one.Subject.Kind, one.Subject.Ref);
        switch (one.Subject.Kind)
        {
            case "ReplicaSet":
                return snapshot.ReplicaSets.Find(one.Subject.Ref) is { Owner: { } above } set
                    ? new(above.Kind, set.Ref with { Name = above.Name })
                    : itself;
            case "Pod" when snapshot.Pods.Find(one.Subject.Ref) is { } pod:
                return OwnerChain.Top(pod, snapshot) ?? itself;
            default:
                return itself;
        }
    }

    private static string NodeOf(ClusterEvent one, ClusterSnapshot snapshot) =>
        one.Subject.Kind switch
        {
            "Node" => one.Subject.Ref.Name,
            "Pod" => snapshot.Pods.Find(one.Subject.Ref)?.NodeName ?? "",
            _ => "",
        };

    /// <summary>
    /// The node, also of a pod that was deleted since: then the one node that had an outage at that time, if it was only one.
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
        return nodes is [var node] ? new("Node", ObjectRef.ClusterScoped(node)) : new(one.Subject.Kind, one.Subject.Ref);
    }
}
