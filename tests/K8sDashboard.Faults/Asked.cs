namespace K8sDashboard.Faults;

/// <summary>One recorded request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With the question mark.</param>
/// <param name="At">The time, on the proxy's clock.</param>
public sealed record Asked(string Method, string Path, string Query, DateTimeOffset At)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal) && !IsStream;

    /// <summary>A streaming list (WatchList).</summary>
    public bool IsStream => Query.Contains("sendInitialEvents=true", StringComparison.Ordinal);

    public bool IsList => Method == "GET" && !IsWatch && !IsStream;

    public bool IsWrite => Method != "GET";

    /// <summary>The last path segment: for lists and watches the plural resource name.</summary>
    public string Kind => Path[(Path.LastIndexOf('/') + 1)..];
}
