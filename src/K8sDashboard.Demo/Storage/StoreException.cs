namespace K8sDashboard.Demo.Storage;

/// <summary>The reasons of store errors, by the API server's names.</summary>
public enum StoreError
{
    /// <summary>The object does not exist.</summary>
    NotFound,

    /// <summary>The name is taken.</summary>
    AlreadyExists,

    /// <summary>The uid or the resourceVersion does not match.</summary>
    Conflict,

    /// <summary>The version is older than the history.</summary>
    Expired,
}

/// <summary>A refused request, with the API server's message.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the exception.</summary>
    public StoreException(StoreError refusal, string message, string name = "")
        : base(message) => (Error, Name) = (refusal, name);

    /// <summary>The reason.</summary>
    public StoreError Error { get; }

    /// <summary>The object's name; empty if there is none.</summary>
    public string Name { get; }

    internal static StoreException NotFound(ResourceKind kind, string name) =>
        new(StoreError.NotFound, $"{kind.QualifiedName} \"{name}\" not found", name);

    internal static StoreException AlreadyExists(ResourceKind kind, string name) =>
        new(StoreError.AlreadyExists, $"{kind.QualifiedName} \"{name}\" already exists", name);

    internal static StoreException Modified(ResourceKind kind, string name) =>
        new(
            StoreError.Conflict,
            $"Operation cannot be fulfilled on {kind.QualifiedName} \"{name}\": the object has been modified; please apply your "
                + "changes to the latest version and try again",
            name
        );

    internal static StoreException OtherUid(ResourceKind kind, string name, string wanted, string actual) =>
        new(
            StoreError.Conflict,
            $"Operation cannot be fulfilled on {kind.QualifiedName} \"{name}\": Precondition failed: UID in precondition: "
                + $"{wanted}, UID in object meta: {actual}",
            name
        );

    internal static StoreException Expired(long version, long oldest) =>
        new(StoreError.Expired, $"too old resource version: {version} ({oldest})");
}
