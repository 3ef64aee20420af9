using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.State;

/// <summary>The common base of Kubernetes objects: the fields of ObjectMeta that the dashboard uses.</summary>
public abstract record ClusterObject
{
    private readonly PackedUid uid;
    private readonly PackedVersion version;
    private readonly PackedTime created;
    private readonly PackedTime deleted;

    protected ClusterObject() { }

    [SetsRequiredMembers]
    private protected ClusterObject(ObjectMetadata metadata)
    {
        Ref = metadata.Ref;
        Uid = metadata.Uid;
        ResourceVersion = metadata.ResourceVersion;
        Created = metadata.Created;
        Deleted = metadata.Deleted;
        Labels = metadata.Labels;
        Owner = metadata.Owner;
    }

    public required ObjectRef Ref { get; init; }

    /// <summary>Identity over time: a recreated object of the same name has another uid.</summary>
    public required string Uid
    {
        get => uid.ToString();
        init => uid = new(value);
    }

    /// <summary>Unique within a table, even where a server repeats uids.</summary>
    public ObjectIdentity Identity => new(Ref, uid);

    /// <summary>
    /// Opaque; equal means unchanged, see <see cref="IsSameAs"/>. Compared as a number only within one kind, and only in the watch loop.
    /// </summary>
    public required string ResourceVersion
    {
        get => version.ToString();
        init => version = new(value);
    }

    public required DateTimeOffset Created
    {
        get => created.Value ?? default;
        init => created = new(value);
    }

    /// <summary><c>metadata.deletionTimestamp</c> (the object is <em>Terminating</em>); null where deletion was not requested.</summary>
    public DateTimeOffset? Deleted
    {
        get => deleted.Value;
        init => deleted = new(value);
    }

    public Labels Labels { get; init; } = Labels.None;

    /// <summary>The controlling owner reference; null where there is none.</summary>
    public Owner? Owner { get; init; }

    public string Name => Ref.Name;

    /// <summary>The same version of the same object.</summary>
    internal bool IsSameAs(ClusterObject other) => version == other.version && uid == other.uid;

    public string Namespace => Ref.Namespace;
}

/// <summary>The mapped ObjectMeta, from which every kind's record is constructed.</summary>
internal readonly record struct ObjectMetadata(
    ObjectRef Ref,
    string Uid,
    string ResourceVersion,
    DateTimeOffset Created,
    DateTimeOffset? Deleted,
    Labels Labels,
    Owner? Owner
);

/// <summary>The identity of an object over time: name and uid.</summary>
public readonly record struct ObjectIdentity
{
    private readonly PackedUid uid;

    internal ObjectIdentity(ObjectRef name, PackedUid uid) => (Ref, this.uid) = (name, uid);

    public ObjectRef Ref { get; }
}

/// <summary>The owner reference with <c>controller: true</c>.</summary>
public sealed record Owner(ResourceType Type, string Name, string Uid);
