using System.Diagnostics.CodeAnalysis;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Resources.Events;

/// <summary>An Event about an object. The API server deletes it after about an hour (TTL), which bounds the table.</summary>
public sealed record ClusterEvent : ClusterObject
{
    public ClusterEvent() { }

    [SetsRequiredMembers]
    internal ClusterEvent(ObjectMetadata metadata, EventSubject subject)
        : base(metadata) => Subject = subject;

    /// <summary><c>Normal</c> or <c>Warning</c>.</summary>
    public string Type { get; init; } = "Normal";

    public string Reason { get; init; } = "";

    public string Message { get; init; } = "";

    public required EventSubject Subject { get; init; }

    /// <summary>The number of occurrences; at least 1.</summary>
    public int Count { get; init; } = 1;

    public DateTimeOffset? FirstSeen { get; init; }

    public DateTimeOffset LastSeen { get; init; }

    /// <summary>The reporting component, for example <c>kubelet</c>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The host of the component: for a kubelet the node's name. Empty where unknown.</summary>
    public string Host { get; init; } = "";

    /// <summary>
    /// <c>involvedObject.fieldPath</c>: the part of the object, such as <c>spec.containers{app}</c>. Empty for the whole object.
    /// </summary>
    public string SubObject { get; init; } = "";

    public bool IsWarning => Type == "Warning";
}

/// <summary>The <c>involvedObject</c> of an Event.</summary>
public readonly record struct EventSubject(ResourceType Type, ObjectRef Ref, string Uid);
