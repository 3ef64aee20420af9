using System.Net;

namespace K8sDashboard.Cluster.Connection.Transport;

/// <summary>The address of a proxy: http, https or socks5, optionally with user and password.</summary>
internal static class ProxyAddress
{
    /// <summary>Null where the address is invalid.</summary>
    public static Uri? Parse(string address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var proxy) && proxy.Scheme is "http" or "https" or "socks5" && proxy.Host.Length > 0
            ? proxy
            : null;

    /// <summary>Converts to .NET's type, with separate credentials.</summary>
    public static WebProxy ToWebProxy(Uri proxy)
    {
        var parts = proxy.UserInfo.Split(':', 2);
        return new WebProxy(new UriBuilder(proxy) { UserName = "", Password = "" }.Uri)
        {
            Credentials =
                proxy.UserInfo.Length == 0
                    ? null
                    : new NetworkCredential(Uri.UnescapeDataString(parts[0]), Uri.UnescapeDataString(parts.ElementAtOrDefault(1) ?? "")),
        };
    }

    /// <summary>For the UI: without credentials.</summary>
    public static string Show(Uri proxy) => $"{proxy.Scheme}://{proxy.Authority}";
}
