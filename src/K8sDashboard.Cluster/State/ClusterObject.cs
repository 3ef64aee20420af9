namespace K8sDashboard.Cluster.State;

/// <summary>What every Kubernetes object tells of itself (its ObjectMeta), as far as the dashboard reads it.</summary>
public abstract record ClusterObject
{
    private readonly PackedUid uid;
    private readonly PackedVersion version;
    private readonly PackedTime created;
    private readonly PackedTime deleted;

    public required ObjectRef Ref { get; init; }

    /// <summary>Identity over time: the same name with another uid is another object.</summary>
    public required string Uid
    {
        get => uid.ToString();
        init => uid = new(value);
    }

    /// <summary>The only one of its kind in a table, whatever uids a server gives.</summary>
    public ObjectIdentity Identity => new(Ref, uid);

    /// <summary>Opaque; equal means unchanged, see <see cref="IsSameAs"/>. Compare as a number only within one kind, and only in the watch loop.</summary>
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

    /// <summary>When its deletion was asked for (the object is <em>Terminating</em>); null while nobody did.</summary>
    public DateTimeOffset? Deleted
    {
        get => deleted.Value;
        init => deleted = new(value);
    }

    public Labels Labels { get; init; } = Labels.None;

    /// <summary>The controller that owns this object, if one does.</summary>
    public Owner? Owner { get; init; }

    public string Name => Ref.Name;

    /// <summary>Nothing has changed between the two: the same version of the same object.</summary>
    internal bool IsSameAs(ClusterObject other) => version == other.version && uid == other.uid;

    public string Namespace => Ref.Namespace;
}

/// <summary>An object over time: its name, and the uid that tells it from others of that name.</summary>
public readonly record struct ObjectIdentity
{
    private readonly PackedUid uid;

    internal ObjectIdentity(ObjectRef name, PackedUid uid) => (Ref, this.uid) = (name, uid);

    public ObjectRef Ref { get; }
}

/// <summary>The owner reference that is marked <c>controller: true</c>.</summary>
public sealed record Owner(string Kind, string Name, string Uid);
