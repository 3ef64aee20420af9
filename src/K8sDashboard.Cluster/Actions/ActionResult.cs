using System.Collections.Immutable;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Actions;

/// <summary>The result of an action or of its dry run, with a message for the user. An action never throws.</summary>
public abstract record ActionResult(string Message)
{
    /// <summary>
    /// Of a server-side dry run, which includes defaulting, quotas, admission webhooks and authorization. Nothing was changed.
    /// </summary>
    public bool IsDryRun { get; init; }

    /// <summary>Of a dry run: warnings to show before the confirmation.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The API server accepted it.</summary>
    public sealed record Done(string Message) : ActionResult(Message)
    {
        /// <summary>Of a dry run: what would change.</summary>
        public ImmutableArray<DiffLine> Changes { get; init; } = [];
    }

    /// <summary>The actor lacks the right, or writes are disabled.</summary>
    public sealed record Forbidden(string Message) : ActionResult(Message);

    /// <summary>The precondition no longer holds; the message names the new value. Nothing was changed.</summary>
    public sealed record Conflict(string Message) : ActionResult(Message);

    /// <summary>Rejected by the API server, in its own message, or not applicable to the current object.</summary>
    public sealed record Rejected(string Message) : ActionResult(Message);

    /// <summary>
    /// Sent, but neither the response nor a read-back shows whether it took effect. Of a dry run: it failed (some webhooks do not support
    /// it), and the action itself may succeed.
    /// </summary>
    public sealed record Unknown(string Message) : ActionResult(Message);

    /// <summary>The result's name, for the log and the UI.</summary>
    public string Name => GetType().Name;

    /// <summary>The text of the result line: <c>Conflict: replicas are 5 now, not 3</c>.</summary>
    public sealed override string ToString() => $"{Name}: {Message}";
}
