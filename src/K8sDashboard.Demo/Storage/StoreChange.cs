using Google.Protobuf;

namespace K8sDashboard.Demo.Storage;

/// <summary>The type of a change.</summary>
public enum ChangeType
{
    /// <summary>Created.</summary>
    Added,

    /// <summary>Updated.</summary>
    Modified,

    /// <summary>Deleted.</summary>
    Deleted,
}

/// <summary>One change of one object; a deleted one is in its last state.</summary>
public sealed record StoreChange(ChangeType Type, IMessage Object, long Version);

/// <summary>A change in the history: the object after and before it, for watches with a selector.</summary>
internal sealed record StoredChange(ChangeType Type, StoredObject Object, StoredObject? Before, long Version, DateTimeOffset Time);
