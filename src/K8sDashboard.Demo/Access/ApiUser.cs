namespace K8sDashboard.Demo.Access;

/// <summary>An authenticated user: name and groups, identified by a bearer token.</summary>
public sealed record ApiUser(string Name, IReadOnlyList<string> Groups, string Token = "")
{
    /// <summary>The user of a request without a token.</summary>
    public static ApiUser Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The namespace of the user's context in the kubeconfig; empty for none.</summary>
    public string Namespace { get; init; } = "";
}
