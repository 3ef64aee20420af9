using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Namespaces;

/// <summary>One Namespace.</summary>
public sealed record Namespace : ClusterObject
{
    public Namespace() { }

    [SetsRequiredMembers]
    internal Namespace(ObjectMetadata metadata)
        : base(metadata) { }
}
