namespace K8sDashboard.Cluster.Tests.Kubeconfigs;

/// <summary>
/// One row of the table: kubeconfig files, and the identity that the API server sees. Placeholders in braces are replaced by
/// <see cref="KubeconfigWorld"/>.
/// </summary>
/// <param name="Name">The name in the test report.</param>
/// <param name="Text">The kubeconfig; null where <see cref="Files"/> hold them.</param>
/// <param name="Expected">The server's response; for a rejection, <c>refused: </c> and a part of the message.</param>
public sealed record KubeconfigCase(string Name, string? Text, string Expected)
{
    public const string Refused = "refused: ";

    /// <summary>Further files, by their names in the case's folder.</summary>
    public (string Name, string Text)[] Files { get; init; } = [];

    /// <summary>The value of <c>$KUBECONFIG</c>, files of the case's folder; null passes the single file by <c>--kubeconfig</c>.</summary>
    public string[]? Listed { get; init; }

    public string? Context { get; init; }

    public (string Name, string Value)[] Variables { get; init; } = [];

    /// <summary>kubectl's behaviour where the dashboard differs intentionally; null where they agree.</summary>
    public string? Kubectl { get; init; }

    /// <summary>The reason of the difference.</summary>
    public string Reason { get; init; } = "";

    /// <summary>
    /// As <see cref="Expected"/>, where kubectl prompts for name and password at its terminal; other client-go programs do not.
    /// </summary>
    public KubeconfigCase Prompted =>
        this with
        {
            Kubectl = Refused,
            Reason = "without credentials, kubectl asks for a name and a password at its terminal",
        };

    /// <summary>A kubeconfig of one context, cluster and user; each as the contents of a YAML mapping in braces.</summary>
    public static string Config(string cluster, string user, string context = "cluster: k, user: u") =>
        $$"""
            apiVersion: v1
            kind: Config
            current-context: c
            contexts: [{ name: c, context: { {{context}} } }]
            clusters: [{ name: k, cluster: { {{cluster}} } }]
            users: [{ name: u, user: {{user}} }]
            """;

    /// <summary>A row about a user of cluster A.</summary>
    public static KubeconfigCase OfUser(string name, string user, string expected) => new(name, Config("{A}", $"{{ {user} }}"), expected);

    /// <summary>A row about a cluster, with alice as its user.</summary>
    public static KubeconfigCase OfCluster(string name, string cluster, string expected) =>
        new(name, Config(cluster, "{ token: alice }"), expected);

    public override string ToString() => Name;
}
