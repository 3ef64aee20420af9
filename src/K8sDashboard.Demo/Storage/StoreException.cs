namespace K8sDashboard.Demo.Storage;

/// <summary>Why the store refused, in the API server's words for it.</summary>
public enum StoreError
{
    /// <summary>There is no such object.</summary>
    NotFound,

    /// <summary>An object of that name is there already.</summary>
    AlreadyExists,

    /// <summary>The object is another, or newer, than the caller thinks.</summary>
    Conflict,

    /// <summary>That version is older than what is remembered.</summary>
    Expired,
}

/// <summary>A request that the store refused; the message is the API server's own.</summary>
public sealed class StoreException : Exception
{
    /// <summary>Creates the refusal.</summary>
    public StoreException(StoreError refusal, string message, string name = "")
        : base(message) => (Error, Name) = (refusal, name);

    /// <summary>Why it was refused.</summary>
    public StoreError Error { get; }

    /// <summary>The name of the object that it is about; empty where it is about none.</summary>
    public string Name { get; }

    internal static StoreException NotFound(ResourceKind kind, string name) =>
        new(StoreError.NotFound, $"{kind.QualifiedName} \"{name}\" not found", name);

    internal static StoreException AlreadyExists(ResourceKind kind, string name) =>
        new(StoreError.AlreadyExists, $"{kind.QualifiedName} \"{name}\" already exists", name);

    internal static StoreException Modified(ResourceKind kind, string name) =>
        new(
            StoreError.Conflict,
            $"Operation cannot be fulfilled on {kind.QualifiedName} \"{name}\": the object has been modified; please apply your changes to the latest version and try again",
            name
        );

    internal static StoreException OtherUid(ResourceKind kind, string name, string wanted, string actual) =>
        new(
            StoreError.Conflict,
            $"Operation cannot be fulfilled on {kind.QualifiedName} \"{name}\": Precondition failed: UID in precondition: {wanted}, UID in object meta: {actual}",
            name
        );

    internal static StoreException Expired(long version, long oldest) =>
        new(StoreError.Expired, $"too old resource version: {version} ({oldest})");
}
