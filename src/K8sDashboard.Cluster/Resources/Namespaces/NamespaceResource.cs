using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Namespaces;

/// <summary>The registration of namespaces.</summary>
public static class NamespaceResource
{
    public static readonly ResourceDefinition<Namespace> Definition = new(
        new("", "v1", "namespaces", "Namespace") { ShortNames = ["ns"], IsNamespaced = false },
        WatchPolicy.Required,
        [ServedVersion.Protobuf("", "v1", "namespaces", Wire.Namespace.Parser, NamespaceMapping.Map)]
    );

    public static ResourceType Type => Definition.Type;

    extension(ClusterSnapshot snapshot)
    {
        public Table<Namespace> Namespaces => snapshot.Of(Definition);
    }
}
