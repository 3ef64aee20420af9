namespace K8sDashboard.Cluster.Commands;

/// <summary>How a command ended, with the words to show. A command never ends by an exception.</summary>
public abstract record CommandOutcome(string Message)
{
    /// <summary>The API server has it.</summary>
    public sealed record Done(string Message) : CommandOutcome(Message);

    /// <summary>The person may not do this, or writes are off.</summary>
    public sealed record Forbidden(string Message) : CommandOutcome(Message);

    /// <summary>What the person saw no longer holds; the message names the new value. Nothing was changed.</summary>
    public sealed record Conflict(string Message) : CommandOutcome(Message);

    /// <summary>Not done, in the API server's own words, or because the command makes no sense for the object as it is.</summary>
    public sealed record Rejected(string Message) : CommandOutcome(Message);

    /// <summary>Sent, but neither the answer nor a look afterwards told whether it was done.</summary>
    public sealed record Unknown(string Message) : CommandOutcome(Message);

    /// <summary>The outcome's name, for the log and the screen.</summary>
    public string Name => GetType().Name;

    /// <summary>As the result line says it: <c>Conflict: replicas are 5 now, not 3</c>.</summary>
    public sealed override string ToString() => $"{Name}: {Message}";
}
