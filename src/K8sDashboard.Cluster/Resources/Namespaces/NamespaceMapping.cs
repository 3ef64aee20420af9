namespace K8sDashboard.Cluster.Resources.Namespaces;

/// <summary>Maps a Namespace.</summary>
internal static class NamespaceMapping
{
    public static Namespace Map(Wire.Namespace @namespace, Interner intern) => new(@namespace.Metadata.Map(intern));
}
