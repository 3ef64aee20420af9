using Google.Protobuf;

namespace K8sDashboard.Demo.Storage;

/// <summary>What happened to an object.</summary>
public enum ChangeType
{
    /// <summary>It is new.</summary>
    Added,

    /// <summary>It has changed.</summary>
    Modified,

    /// <summary>It is gone.</summary>
    Deleted,
}

/// <summary>One change of one object; a deleted object is as it was last.</summary>
public sealed record StoreChange(ChangeType Type, IMessage Object, long Version);

/// <summary>One change as it is remembered: the object after it, and before it, for watches that follow a selection.</summary>
internal sealed record StoredChange(ChangeType Type, StoredObject Object, StoredObject? Before, long Version, DateTimeOffset Time);
