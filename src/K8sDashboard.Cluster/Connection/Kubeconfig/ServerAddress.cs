using System.Text.RegularExpressions;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// Parses the address of an API server as client-go does: the default scheme is http, a query is dropped, a path is a prefix of every
/// request's. See <c>DefaultServerURL</c> in https://github.com/kubernetes/client-go/blob/master/rest/url_utils.go.
/// </summary>
internal static partial class ServerAddress
{
    /// <summary>Absolute, http or https, and with a trailing slash, so that request paths can be appended.</summary>
    /// <param name="server">The value in the kubeconfig.</param>
    /// <exception cref="KubeconfigException">The address is invalid. The message omits user info, which may hold a password.</exception>
    public static Uri Parse(string server)
    {
        if (server.Any(character => char.IsWhiteSpace(character) || char.IsControl(character)))
            throw new KubeconfigException("its address holds white space");
        var scheme = Scheme().Match(server);
        if (scheme.Success && scheme.Groups[1].Value.ToLowerInvariant() is not ("http" or "https"))
            throw new KubeconfigException($"its address begins with {scheme.Value}, and an API server is reached by https:// or http://");
        if (!Uri.TryCreate(scheme.Success ? server : $"http://{server}", UriKind.Absolute, out var address) || address.Host.Length == 0)
            throw new KubeconfigException("its address is neither a URL nor host:port");
        if (address.UserInfo.Length > 0 || server.Contains('@'))
            throw new KubeconfigException("its address holds a user or password, which belong into the kubeconfig's users");
        if (!scheme.Success && address.AbsolutePath.Length > 1)
            throw new KubeconfigException("its address has a path, and then needs https:// or http:// in front");
        return new Uri($"{address.Scheme}://{address.Authority}{address.AbsolutePath.TrimEnd('/')}/");
    }

    [GeneratedRegex("^([a-zA-Z][a-zA-Z0-9+.-]*)://", RegexOptions.CultureInvariant)]
    private static partial Regex Scheme();
}
