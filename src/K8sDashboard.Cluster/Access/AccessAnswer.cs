namespace K8sDashboard.Cluster.Access;

/// <summary>The result of an access review. Only <see cref="Allowed"/> grants anything.</summary>
public abstract record AccessAnswer
{
    private AccessAnswer() { }

    /// <summary>The API server allows it.</summary>
    public sealed record Allowed : AccessAnswer;

    /// <summary>The API server denies it.</summary>
    /// <param name="Right">What is denied.</param>
    /// <param name="Message">The API server's reason, or a text of this program where it gives none, as RBAC does.</param>
    public sealed record Forbidden(AccessRight Right, string Message) : AccessAnswer;

    /// <summary>The review failed. The API server authorizes the request itself.</summary>
    /// <param name="Right">What was to be asked about.</param>
    /// <param name="Message">Why it failed.</param>
    public sealed record Unknown(AccessRight Right, string Message) : AccessAnswer;

    /// <summary>The review is pending.</summary>
    public sealed record Asking : AccessAnswer;
}
