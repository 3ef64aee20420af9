namespace K8sDashboard.Cluster.State;

/// <summary>One Event: what a component said about an object. The API server forgets it after an hour or so, which bounds the table.</summary>
public sealed record ClusterEvent : ClusterObject
{
    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string Type { get; init; } = "Normal";

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public required EventSubject Subject { get; init; }

    /// <summary>How often it happened; at least 1.</summary>
    public int Count { get; init; } = 1;

    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    /// <summary>The component that spoke, for example <c>kubelet</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>Where it runs: of a kubelet the node's name. Empty where it does not say.</summary>
    public string Host { get; init; } = "";

    /// <summary>
    /// The part of the subject that it speaks of (<c>involvedObject.fieldPath</c>): <c>spec.containers{app}</c>. Empty for the whole.
    /// </summary>
    public string SubObject { get; init; } = "";

    public bool IsWarning => Type == "Warning";
}

/// <summary>The object that an event speaks of.</summary>
public readonly record struct EventSubject(string Kind, ObjectRef Ref, string Uid);
