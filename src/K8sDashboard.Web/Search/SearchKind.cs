using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Routing;

namespace K8sDashboard.Web.Search;

/// <summary>A searchable kind: its kubectl names, its objects, and the page of one.</summary>
/// <param name="Name">As shown in the hits: <c>Deployment</c>.</param>
/// <param name="Words">Singular, plural and short names, in lower case.</param>
/// <param name="Items">Its objects in a snapshot.</param>
/// <param name="Sync">Their sync state.</param>
/// <param name="Href">The page of one of them.</param>
public sealed record SearchKind(
    string Name,
    ImmutableArray<string> Words,
    Func<ClusterSnapshot, IReadOnlyList<ClusterObject>> Items,
    Func<ClusterSnapshot, SyncState> Sync,
    Func<Address, ClusterObject, string> Href
)
{
    /// <summary>In the order of equally ranked hits: owners before what they own.</summary>
    public static readonly ImmutableArray<SearchKind> All =
    [
        new(
            "Deployment",
            ["deployment", "deployments", "deploy"],
            cluster => cluster.Deployments.Items,
            cluster => cluster.Deployments.Sync,
            (address, item) => address.Deployment(item.Ref)
        ),
        new(
            "Service",
            ["service", "services", "svc"],
            cluster => cluster.Services.Items,
            cluster => cluster.Services.Sync,
            (address, item) => address.Service(item.Ref)
        )
        {
            Addresses = item => AddressesOf((Service)item),
        },
        new(
            "Node",
            ["node", "nodes", "no"],
            cluster => cluster.Nodes.Items,
            cluster => cluster.Nodes.Sync,
            (address, item) => address.Node(item.Name)
        )
        {
            Addresses = item => ((Node)item).Addresses.Select(address => address.Text),
            HasHostNames = true,
        },
        new(
            "Namespace",
            ["namespace", "namespaces", "ns"],
            cluster => cluster.Namespaces.Items,
            cluster => cluster.Namespaces.Sync,
            (address, item) => address.PodsIn(item.Name)
        ),
        new(
            "Pod",
            ["pod", "pods", "po"],
            cluster => cluster.Pods.Items,
            cluster => cluster.Pods.Sync,
            (address, item) => address.Pod(item.Ref)
        )
        {
            Addresses = item => ((Pod)item).PodIps,
        },
        new(
            "ReplicaSet",
            ["replicaset", "replicasets", "rs"],
            cluster => cluster.ReplicaSets.Items,
            cluster => cluster.ReplicaSets.Sync,
            ReplicaSetHref
        ),
    ];

    /// <summary>The addresses by which one of its objects is found.</summary>
    public Func<ClusterObject, IEnumerable<string>> Addresses { get; init; } = _ => [];

    /// <summary>The addresses may be host names, not IP addresses only.</summary>
    public bool HasHostNames { get; init; }

    /// <summary>Whether the word is a kubectl name of this kind, or a sufficiently long prefix of one.</summary>
    public bool IsNamedBy(string word)
    {
        foreach (var known in Words)
            if (
                word.Equals(known, StringComparison.OrdinalIgnoreCase)
                || (word.Length >= 4 && known.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            )
                return true;
        return false;
    }

    private static IEnumerable<string> AddressesOf(Service service) =>
        [service.ClusterIp, .. service.ClusterIps, .. service.ExternalIps, .. service.LoadBalancerAddresses];

    // A ReplicaSet has no page: it is a revision on its Deployment's page.
    private static string ReplicaSetHref(Address address, ClusterObject set) =>
        set.Owner is { Kind: "Deployment" } owner ? address.Deployment(set.Ref with { Name = owner.Name }) : address.PodsIn(set.Namespace);
}
