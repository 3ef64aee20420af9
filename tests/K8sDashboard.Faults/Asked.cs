namespace K8sDashboard.Faults;

/// <summary>One request that reached the proxy.</summary>
/// <param name="Method">As HTTP names it.</param>
/// <param name="Path">Without the query.</param>
/// <param name="Query">With its question mark.</param>
/// <param name="At">When, on the proxy's clock.</param>
public sealed record Asked(string Method, string Path, string Query, DateTimeOffset At)
{
    public bool IsWatch => Query.Contains("watch=true", StringComparison.Ordinal) && !IsStream;

    /// <summary>A list that comes as a watch: WatchList.</summary>
    public bool IsStream => Query.Contains("sendInitialEvents=true", StringComparison.Ordinal);

    public bool IsList => Method == "GET" && !IsWatch && !IsStream;

    public bool IsWrite => Method != "GET";

    /// <summary>The path's last part, which for lists and watches is the kind's plural.</summary>
    public string Kind => Path[(Path.LastIndexOf('/') + 1)..];
}
