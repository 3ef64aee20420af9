namespace K8sDashboard.Cluster.Access;

/// <summary>Whether a person has a right, as far as is known. Only <see cref="Allowed"/> grants anything.</summary>
public abstract record AccessAnswer
{
    private AccessAnswer() { }

    /// <summary>The API server says yes.</summary>
    public sealed record Allowed : AccessAnswer;

    /// <summary>The API server says no.</summary>
    /// <param name="Right">What it refuses.</param>
    /// <param name="Message">Why, in its own words; in ours where it gives none, as RBAC does.</param>
    public sealed record Forbidden(AccessRight Right, string Message) : AccessAnswer;

    /// <summary>It could not be asked. That grants nothing, and refuses nothing that the API server will judge again.</summary>
    /// <param name="Right">What was to be asked about.</param>
    /// <param name="Message">What came in the way.</param>
    public sealed record Unknown(AccessRight Right, string Message) : AccessAnswer;

    /// <summary>Asked, not answered yet.</summary>
    public sealed record Asking : AccessAnswer;
}
