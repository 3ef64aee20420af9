using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// In-cluster configuration: the pod's ServiceAccount, whose token file the kubelet rotates.
/// See https://kubernetes.io/docs/tasks/run-application/access-api-from-pod/#directly-accessing-the-rest-api.
/// </summary>
internal static class InClusterIdentity
{
    private const string Folder = "/var/run/secrets/kubernetes.io/serviceaccount";
    private const string Context = "in-cluster";
    private const string User = "ServiceAccount";

    /// <summary>Whether the process runs in a pod.</summary>
    public static bool IsPossible(Func<string, string?> variable) =>
        variable("KUBERNETES_SERVICE_HOST") is { Length: > 0 }
        && variable("KUBERNETES_SERVICE_PORT") is { Length: > 0 }
        && File.Exists($"{Folder}/token");

    /// <exception cref="StartupException">The ServiceAccount's files are unusable.</exception>
    public static ClusterIdentity Read(Func<string, string?> variable, TimeProvider time)
    {
        try
        {
            var host = variable("KUBERNETES_SERVICE_HOST")!;
            // An IPv6 address needs brackets before a port.
            var server = ServerAddress.Parse($"https://{(host.Contains(':') ? $"[{host}]" : host)}:{variable("KUBERNETES_SERVICE_PORT")}");
            var user = new UserEntry { TokenFile = $"{Folder}/token" };
            var credentials = new KubeconfigCredentials(user, time);
            credentials.Issue();
            var settings = new ConnectionSettings
            {
                Server = server,
                Authorities = ClientCertificateReader.ReadAuthorities(CredentialFile.Read($"{Folder}/ca.crt")),
                Credentials = new(credentials, time),
                Proxy = EnvironmentProxy.For(server, variable),
            };
            return new(settings, Context, User, Namespace()) { SignsInBy = SignInMethod.Of(user, settings) };
        }
        catch (Exception fault) when (fault is KubeconfigException or CredentialException or IOException or UnauthorizedAccessException)
        {
            throw new StartupException($"The pod's ServiceAccount cannot be used: {VisibleText.OneLine(fault.Message)}");
        }
    }

    private static string Namespace()
    {
        var file = $"{Folder}/namespace";
        return File.Exists(file) && File.ReadAllText(file).Trim() is { Length: > 0 } own ? own : "default";
    }
}
