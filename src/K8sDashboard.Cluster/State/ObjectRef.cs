namespace K8sDashboard.Cluster.State;

/// <summary>Names one object of a kind. <see cref="Namespace"/> is empty for cluster-scoped kinds such as Node.</summary>
public readonly record struct ObjectRef(string Namespace, string Name)
{
    /// <summary>The reference of a cluster-scoped object.</summary>
    public static ObjectRef ClusterScoped(string name) => new("", name);

    /// <summary><c>namespace/name</c>, or the bare name where the kind has no namespace.</summary>
    public override string ToString() => Namespace.Length == 0 ? Name : $"{Namespace}/{Name}";
}
