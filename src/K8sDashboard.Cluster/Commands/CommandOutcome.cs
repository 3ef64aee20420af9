namespace K8sDashboard.Cluster.Commands;

/// <summary>The result of a command, with a message for the user. A command never throws.</summary>
public abstract record CommandOutcome(string Message)
{
    /// <summary>The API server accepted it.</summary>
    public sealed record Done(string Message) : CommandOutcome(Message);

    /// <summary>The actor lacks the right, or writes are disabled.</summary>
    public sealed record Forbidden(string Message) : CommandOutcome(Message);

    /// <summary>The precondition no longer holds; the message names the new value. Nothing was changed.</summary>
    public sealed record Conflict(string Message) : CommandOutcome(Message);

    /// <summary>Rejected by the API server, in its own message, or not applicable to the current object.</summary>
    public sealed record Rejected(string Message) : CommandOutcome(Message);

    /// <summary>Sent, but neither the response nor a read-back shows whether it took effect.</summary>
    public sealed record Unknown(string Message) : CommandOutcome(Message);

    /// <summary>The outcome's name, for the log and the UI.</summary>
    public string Name => GetType().Name;

    /// <summary>The text of the result line: <c>Conflict: replicas are 5 now, not 3</c>.</summary>
    public sealed override string ToString() => $"{Name}: {Message}";
}
