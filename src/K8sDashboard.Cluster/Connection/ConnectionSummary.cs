using K8sDashboard.Cluster.Connection.Transport;

namespace K8sDashboard.Cluster.Connection;

/// <summary>The parameters of a connection as texts for the UI; holds no secret.</summary>
/// <param name="Identity">The user name: the impersonated one where there is one.</param>
/// <param name="SignsInBy">The authentication method.</param>
/// <param name="Proxy">The proxy; empty where there is none.</param>
/// <param name="Trust">How the server's certificate is verified.</param>
public sealed record ConnectionSummary(string Identity, string SignsInBy, string Proxy, string Trust)
{
    internal static ConnectionSummary Of(ClusterIdentity identity)
    {
        var settings = identity.Settings;
        return new(
            IdentityOf(identity),
            identity.SignsInBy,
            settings.Proxy is { } proxy ? ProxyAddress.Show(proxy) : "",
            TrustOf(settings)
        );
    }

    private static string IdentityOf(ClusterIdentity identity)
    {
        if (identity.Actor == identity.User)
            return identity.User;
        return identity.Settings.Impersonation is null ? identity.Actor : $"{identity.Actor}, impersonated by {identity.User}";
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
