using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;

namespace K8sDashboard.Cluster.State;

/// <summary>The namespaced name of an object. <see cref="Namespace"/> is empty for cluster-scoped kinds such as Node.</summary>
public readonly record struct ObjectRef(string Namespace, string Name)
{
    /// <summary>The reference of a cluster-scoped object.</summary>
    public static ObjectRef ClusterScoped(string name) => new("", name);

    /// <summary>Ordinal, by namespace, then by name: the order of <c>kubectl get -A</c>.</summary>
    public static int Compare(ObjectRef left, ObjectRef right)
    {
        var order = string.CompareOrdinal(left.Namespace, right.Namespace);
        return order != 0 ? order : string.CompareOrdinal(left.Name, right.Name);
    }

    /// <summary><c>namespace/name</c>, or the bare name for a cluster-scoped kind.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
