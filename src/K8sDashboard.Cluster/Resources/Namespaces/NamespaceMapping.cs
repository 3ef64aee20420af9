using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Namespaces;

/// <summary>Maps a Namespace.</summary>
internal static class NamespaceMapping
{
    public static Namespace Map(Wire.Namespace @namespace, Interner intern)
    {
        var meta = @namespace.Metadata ?? new();
        return new Namespace
        {
            Ref = meta.Ref(intern),
            Uid = meta.Uid,
            ResourceVersion = meta.ResourceVersion,
            Created = meta.CreationTimestamp.At(),
            Deleted = meta.DeletionTimestamp.AtOrNull(),
            Labels = intern.Labels(meta.Labels),
            Phase = @namespace.Status?.Phase is { Length: > 0 } phase ? intern.Text(phase) : "Active",
        };
    }
}
