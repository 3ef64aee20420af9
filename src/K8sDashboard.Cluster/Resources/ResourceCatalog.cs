using System.Collections.Frozen;
using System.Collections.Immutable;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Resources;

/// <summary>The registry of watched kinds: everything that goes over all kinds loops over it.</summary>
public static class ResourceCatalog
{
    /// <summary>
    /// In the order of dependency, lower kinds first: a cause of an earlier kind explains those of later ones, and counts are shown in this
    /// order.
    /// </summary>
    public static readonly ImmutableArray<ResourceDefinition> All =
    [
        NodeResource.Definition,
        NamespaceResource.Definition,
        DeploymentResource.Definition,
        ReplicaSetResource.Definition,
        StatefulSetResource.Definition,
        PodResource.Definition,
        ServiceResource.Definition,
        EndpointSliceResource.Definition,
        EventResource.Definition,
    ];

    private static readonly FrozenDictionary<(string Group, string Kind), ResourceType> ByKind = All.ToFrozenDictionary(
        definition => (definition.Type.Group, definition.Type.Kind),
        definition => definition.Type
    );

    private static readonly FrozenDictionary<ResourceType, ResourceDefinition> ByType = All.ToFrozenDictionary(definition =>
        definition.Type
    );

    /// <summary>Null for a type that is not watched.</summary>
    public static ResourceDefinition? Of(ResourceType type) => ByType.GetValueOrDefault(type);

    /// <summary>The position in <see cref="All"/>; after all of them for a type that is not watched.</summary>
    public static int OrderOf(ResourceType type)
    {
        for (var index = 0; index < All.Length; index++)
            if (All[index].Type.Equals(type))
                return index;
        return All.Length;
    }

    /// <summary>The type that an owner reference or an Event names: a registered one, or one of another resource.</summary>
    /// <param name="apiVersion"><c>GROUP/VERSION</c>, or the version alone in the core group.</param>
    /// <param name="kind">The kind.</param>
    public static ResourceType TypeOf(string apiVersion, string kind) =>
        ByKind.GetValueOrDefault((apiVersion.Split('/') is [var group, _] ? group : "", kind)) ?? ResourceType.OfKind(apiVersion, kind);
}
