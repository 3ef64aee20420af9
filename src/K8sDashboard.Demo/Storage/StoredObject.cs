namespace K8sDashboard.Demo.Storage;

/// <summary>One object at one version, encoded as protobuf: 150,000 decoded pods would not fit into memory.</summary>
internal sealed class StoredObject(string ns, string name, string uid, long version, byte[] bytes)
{
    public string Namespace { get; } = ns;

    public string Name { get; } = name;

    public string Uid { get; } = uid;

    public long Version { get; } = version;

    public ReadOnlyMemory<byte> Bytes { get; } = bytes;

    /// <summary>A search key.</summary>
    public static StoredObject Probe(string ns, string name) => new(ns, name, "", 0, []);

    /// <summary>The order of etcd's keys, hence of lists.</summary>
    internal sealed class KeyOrder : IComparer<StoredObject>
    {
        public static readonly KeyOrder Instance = new();

        public int Compare(StoredObject? x, StoredObject? y)
        {
            var byNamespace = string.CompareOrdinal(x!.Namespace, y!.Namespace);
            return byNamespace != 0 ? byNamespace : string.CompareOrdinal(x.Name, y.Name);
        }
    }
}
