using System.Collections.Frozen;
using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Web.Resources.Events;
using K8sDashboard.Web.Resources.Namespaces;
using K8sDashboard.Web.Resources.Nodes;
using K8sDashboard.Web.Resources.Pods;
using K8sDashboard.Web.Resources.Services;
using K8sDashboard.Web.Resources.Workloads;

namespace K8sDashboard.Web.Resources;

/// <summary>The registry of the kinds' pages: navigation, search, badges and links loop over it.</summary>
public static class ResourceViews
{
    /// <summary>In the order of the navigation.</summary>
    public static readonly ImmutableArray<ResourceView> All =
    [
        NodeView.View,
        NamespaceView.View,
        DeploymentView.View,
        ReplicaSetView.View,
        StatefulSetView.View,
        PodView.View,
        ServiceView.View,
        EndpointSliceView.View,
        EventView.View,
    ];

    /// <summary>Those that the search covers, in the order of equally good hits.</summary>
    public static readonly ImmutableArray<ResourceView> Searched =
    [
        .. All.Where(view => view.SearchRank is not null).OrderBy(view => view.SearchRank),
    ];

    private static readonly FrozenDictionary<ResourceType, ResourceView> ByType = All.ToFrozenDictionary(view => view.Type);

    /// <summary>Null for a type that is not watched.</summary>
    public static ResourceView? Of(ResourceType type) => ByType.GetValueOrDefault(type);
}
