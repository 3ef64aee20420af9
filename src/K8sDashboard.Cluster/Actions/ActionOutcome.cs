namespace K8sDashboard.Cluster.Actions;

/// <summary>The result of an action, with a message for the user. An action never throws.</summary>
public abstract record ActionOutcome(string Message)
{
    /// <summary>The API server accepted it.</summary>
    public sealed record Done(string Message) : ActionOutcome(Message);

    /// <summary>The actor lacks the right, or writes are disabled.</summary>
    public sealed record Forbidden(string Message) : ActionOutcome(Message);

    /// <summary>The precondition no longer holds; the message names the new value. Nothing was changed.</summary>
    public sealed record Conflict(string Message) : ActionOutcome(Message);

    /// <summary>Rejected by the API server, in its own message, or not applicable to the current object.</summary>
    public sealed record Rejected(string Message) : ActionOutcome(Message);

    /// <summary>Sent, but neither the response nor a read-back shows whether it took effect.</summary>
    public sealed record Unknown(string Message) : ActionOutcome(Message);

    /// <summary>The outcome's name, for the log and the UI.</summary>
    public string Name => GetType().Name;

    /// <summary>The text of the result line: <c>Conflict: replicas are 5 now, not 3</c>.</summary>
    public sealed override string ToString() => $"{Name}: {Message}";
}
