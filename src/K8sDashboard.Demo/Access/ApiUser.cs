namespace K8sDashboard.Demo.Access;

/// <summary>Who asks: a name and groups, known by a bearer token.</summary>
public sealed record ApiUser(string Name, IReadOnlyList<string> Groups, string Token = "")
{
    /// <summary>Whoever shows no token.</summary>
    public static ApiUser Anonymous { get; } = new("system:anonymous", ["system:unauthenticated"]);

    /// <summary>The namespace of the user's context in the kubeconfig; empty for none.</summary>
    public string Namespace { get; init; } = "";
}
