using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>The authentication method of a kubeconfig's user, as a text for the UI.</summary>
internal static class SignInMethod
{
    public static string Of(UserEntry user, ConnectionSettings settings)
    {
        var methods = string.Join(" and ", Methods(user));
        if (settings.Credentials is not null)
            return methods;
        // As kubectl: no credentials over plain http, where they could be intercepted.
        return methods.Length == 0
            ? "no credentials: the kubeconfig holds none for this user"
            : $"no credentials: {methods} is not sent over plain http://";
    }

    private static IEnumerable<string> Methods(UserEntry user)
    {
        if (user.ClientCertificate.Length > 0 || !user.ClientCertificateData.IsEmpty)
            yield return "client certificate";
        if (user.TokenFile.Length > 0)
            yield return $"token of the file {VisibleText.OneLine(user.TokenFile)}";
        else if (user.Token.Length > 0)
            yield return "token";
        if (user.Username.Length > 0 || user.Password.Length > 0)
            yield return "user name and password";
        if (user is { UsesPlugin: true, Exec: { } plugin })
            yield return $"credential plugin {VisibleText.OneLine(Path.GetFileName(plugin.Command))}";
    }
}
