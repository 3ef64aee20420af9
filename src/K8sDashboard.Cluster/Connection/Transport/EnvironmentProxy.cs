using System.Net;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>
/// The proxy of <c>HTTPS_PROXY</c>, <c>HTTP_PROXY</c> and <c>NO_PROXY</c> by Go's rules, which differ from .NET's: <c>NO_PROXY</c> may hold
/// networks (CIDR) and ports, and localhost is never reached through a proxy.
/// See https://pkg.go.dev/golang.org/x/net/http/httpproxy.
/// </summary>
internal static class EnvironmentProxy
{
    /// <summary>The proxy for <paramref name="server"/>; null for a direct connection.</summary>
    /// <param name="server">The API server.</param>
    /// <param name="variable">Reads an environment variable.</param>
    /// <exception cref="StartupException">The variable holds no valid proxy address.</exception>
    public static Uri? For(Uri server, Func<string, string?> variable)
    {
        var name = server.Scheme == Uri.UriSchemeHttps ? "HTTPS_PROXY" : "HTTP_PROXY";
        if (Value(name, variable) is not { Length: > 0 } written)
            return null;
        if (IsExcluded(server, Value("NO_PROXY", variable) ?? ""))
            return null;
        // The default scheme is http; Uri would parse "proxy:3128" as the scheme "proxy".
        return ProxyAddress.Parse(written.Contains("://") ? written : $"http://{written}")
            ?? throw new StartupException($"The environment variable {name} names no proxy: http://, https:// or socks5:// and a host.");
    }

    /// <summary>Upper case first, as in Go.</summary>
    private static string? Value(string name, Func<string, string?> variable) =>
        variable(name) is { Length: > 0 } upper ? upper : variable(name.ToLowerInvariant());

    private static bool IsExcluded(Uri server, string exclusions)
    {
        var host = server.IdnHost.TrimEnd('.').ToLowerInvariant();
        var address = IPAddress.TryParse(server.DnsSafeHost, out var parsed) ? parsed : null;
        if (host == "localhost" || (address is not null && IPAddress.IsLoopback(address)))
            return true;
        return exclusions
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Any(exclusion => Matches(exclusion.ToLowerInvariant(), host, address, server.Port));
    }

    private static bool Matches(string exclusion, string host, IPAddress? address, int port)
    {
        if (exclusion == "*")
            return true;
        if (IPNetwork.TryParse(exclusion, out var network))
            return address is not null && network.Contains(address);
        if (IPAddress.TryParse(exclusion, out var bare))
            return bare.Equals(address);
        var (name, wanted) = SplitPort(exclusion);
        if (wanted is not null && wanted != port)
            return false;
        if (IPAddress.TryParse(name.Trim('[', ']'), out var one))
            return one.Equals(address);
        if (name.StartsWith("*.", StringComparison.Ordinal))
            name = name[1..];
        // ".example.com" matches subdomains only, "example.com" itself too.
        return name.Length > 0
            && (
                name[0] == '.'
                    ? host.EndsWith(name, StringComparison.Ordinal)
                    : host == name || host.EndsWith($".{name}", StringComparison.Ordinal)
            );
    }

    private static (string Name, int? Port) SplitPort(string exclusion)
    {
        var at = exclusion.LastIndexOf(':');
        return at > 0 && int.TryParse(exclusion[(at + 1)..], out var port) ? (exclusion[..at], port) : (exclusion, null);
    }
}
