using K8sDashboard.Cluster.Connection.Authentication;
using K8sDashboard.Cluster.Connection.Transport;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Validates the cluster and the user of the chosen context: every check of client-go, and an error for each field that client-go supports
/// and this program does not, so that nothing is silently ignored.
/// See https://github.com/kubernetes/client-go/blob/master/tools/clientcmd/validation.go.
/// </summary>
internal static class KubeconfigCheck
{
    /// <summary>The errors of a cluster, each as the end of "cluster X …".</summary>
    public static IEnumerable<string> FaultsOf(ClusterEntry cluster)
    {
        if (cluster.Server.Length == 0)
            yield return "names no server";
        if (cluster.TlsServerName.Length > 0 && Uri.CheckHostName(cluster.TlsServerName) == UriHostNameType.Unknown)
            yield return "has a tls-server-name that is no host name";
        if (cluster.ProxyUrl.Length > 0 && ProxyAddress.Parse(cluster.ProxyUrl) is null)
            yield return "has a proxy-url that is not of http://, https:// or socks5://";
        if (cluster.CertificateAuthority.Length > 0 && !cluster.CertificateAuthorityData.IsEmpty)
            yield return "has both certificate-authority and certificate-authority-data";
        if (cluster.InsecureSkipTlsVerify && (cluster.CertificateAuthority.Length > 0 || !cluster.CertificateAuthorityData.IsEmpty))
            yield return "has a certificate authority and insecure-skip-tls-verify, which says not to use it";
    }

    /// <summary>The errors of a user, each as the end of "user X …".</summary>
    public static IEnumerable<string> FaultsOf(UserEntry user) =>
        [.. Methods(user), .. Certificate(user), .. Plugin(user), .. Impersonating(user)];

    private static IEnumerable<string> Methods(UserEntry user)
    {
        var hasPassword = user.Username.Length > 0 || user.Password.Length > 0;
        if (hasPassword && (user.Token.Length > 0 || user.TokenFile.Length > 0))
            yield return "has both a token and a user name with password";
        if (user.AuthProvider is { } provider)
            yield return $"signs in by auth-provider '{VisibleText.OneLine(provider)}', which Kubernetes removed in 1.26; "
                + "its credential plugin (exec) takes its place";
    }

    private static IEnumerable<string> Certificate(UserEntry user)
    {
        var (file, data) = (user.ClientCertificate.Length > 0, !user.ClientCertificateData.IsEmpty);
        var (keyFile, keyData) = (user.ClientKey.Length > 0, !user.ClientKeyData.IsEmpty);
        if (!file && !data)
        {
            if (keyFile || keyData)
                yield return "has a client-key and no client-certificate";
            yield break;
        }

        if (file && data)
            yield return "has both client-certificate and client-certificate-data";
        if (keyFile && keyData)
            yield return "has both client-key and client-key-data";
        if (!keyFile && !keyData)
            yield return "has a client-certificate and no client-key";
    }

    private static IEnumerable<string> Plugin(UserEntry user)
    {
        if (user.Exec is not { } plugin)
            yield break;
        if (plugin.Command.Length == 0)
            yield return "has a credential plugin (exec) without a command";
        if (!ExecCredential.ApiVersions.Contains(plugin.ApiVersion))
            yield return $"has a credential plugin (exec) of apiVersion \"{VisibleText.OneLine(plugin.ApiVersion)}\", "
                + $"and must have {string.Join(" or ", ExecCredential.ApiVersions)}";
        else if (plugin.InteractiveMode.Length == 0)
            yield return "has a credential plugin (exec) without interactiveMode: Never, IfAvailable or Always";
        else if (plugin.InteractiveMode is not ("Never" or "IfAvailable" or "Always"))
            yield return $"has a credential plugin (exec) of interactiveMode \"{VisibleText.OneLine(plugin.InteractiveMode)}\", "
                + "and must have Never, IfAvailable or Always";
        if (plugin.Env.Any(variable => variable.Name.Length == 0))
            yield return "has a credential plugin (exec) with a variable without a name";
    }

    private static IEnumerable<string> Impersonating(UserEntry user)
    {
        if (
            user.Impersonate.Length == 0
            && (user.ImpersonateUid.Length > 0 || !user.ImpersonateGroups.IsEmpty || !user.ImpersonateUserExtra.IsEmpty)
        )
            yield return "has as-uid, as-groups or as-user-extra without as";
        IEnumerable<string> values =
        [
            user.Impersonate,
            user.ImpersonateUid,
            .. user.ImpersonateGroups,
            .. user.ImpersonateUserExtra.SelectMany(extra => extra.Value),
        ];
        if (values.Any(value => value.Any(char.IsControl)))
            yield return "has control characters in as, as-uid, as-groups or as-user-extra, which no header can carry";
    }
}
