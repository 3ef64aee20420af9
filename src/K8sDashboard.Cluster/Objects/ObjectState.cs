namespace K8sDashboard.Cluster.Objects;

/// <summary>The state of a live read of one object.</summary>
public abstract record ObjectState<T>
{
    private ObjectState() { }

    public sealed record Loading : ObjectState<T>;

    public sealed record Object(T Value) : ObjectState<T>;

    /// <summary>The API server forbids the read, with its message.</summary>
    public sealed record Forbidden(string Message) : ObjectState<T>;

    /// <summary>404: the object was deleted, or never existed.</summary>
    public sealed record Gone : ObjectState<T>;

    /// <summary>The read failed: the server's message, or the transport error.</summary>
    public sealed record Failed(string Message) : ObjectState<T>;
}
