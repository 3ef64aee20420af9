namespace K8sDashboard.Cluster.Objects;

/// <summary>One object read live: as far as it came.</summary>
public abstract record ObjectState<T>
{
    private ObjectState() { }

    public sealed record Loading : ObjectState<T>;

    public sealed record Object(T Value) : ObjectState<T>;

    /// <summary>The API server refuses the read, in its own words.</summary>
    public sealed record Forbidden(string Message) : ObjectState<T>;

    /// <summary>No object of that name; it was deleted, or never there.</summary>
    public sealed record Gone : ObjectState<T>;

    /// <summary>It could not be read: the server's words, or why it could not be asked.</summary>
    public sealed record Failed(string Message) : ObjectState<T>;
}
