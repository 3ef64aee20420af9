using System.Text.RegularExpressions;

namespace K8sDashboard.Cluster.Connection.Kubeconfig;

/// <summary>
/// The address of an API server as client-go reads it: without a scheme it is http, a query is dropped, a path stays in front of every
/// request's. See <c>DefaultServerURL</c> in https://github.com/kubernetes/client-go/blob/master/rest/url_utils.go.
/// </summary>
internal static partial class ServerAddress
{
    /// <summary>Absolute, http or https, and ending in a slash, so that the paths of requests can be appended.</summary>
    /// <param name="server">As written in the kubeconfig.</param>
    /// <exception cref="KubeconfigException">No API server can be there. Names no user info, which may hold a password.</exception>
    public static Uri Parse(string server)
    {
        if (server.Any(letter => char.IsWhiteSpace(letter) || char.IsControl(letter)))
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
