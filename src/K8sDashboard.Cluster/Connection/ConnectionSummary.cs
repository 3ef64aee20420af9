using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection;

/// <summary>What a connection is made of, in words for people; holds no credential.</summary>
/// <param name="Identity">As whom the API server is asked: the impersonated user where there is one.</param>
/// <param name="SignsInBy">How that is proven.</param>
/// <param name="Proxy">The proxy on the way; empty where there is none.</param>
/// <param name="Trust">How the server's certificate is checked.</param>
public sealed record ConnectionSummary(string Identity, string SignsInBy, string Proxy, string Trust)
{
    internal static ConnectionSummary Of(ClusterIdentity identity)
    {
        var settings = identity.Settings;
        return new(
            identity.Actor == identity.User
                ? identity.User
                : $"{identity.Actor}{(settings.Impersonation is null ? "" : $", impersonated by {identity.User}")}",
            identity.SignsInBy,
            settings.Proxy is { } proxy ? ProxyAddress.Show(proxy) : "",
            TrustOf(settings)
        );
    }

    private static string TrustOf(ConnectionSettings settings) =>
        settings switch
        {
            { Server.Scheme: "http" } => "none: plain http, where nothing is encrypted",
            { SkipTlsVerify: true } => "not checked (insecure-skip-tls-verify)",
            { Authorities.Count: > 0 } => "signed by the kubeconfig's certificate authority",
            _ => "signed by an authority that this machine trusts",
        };
}
