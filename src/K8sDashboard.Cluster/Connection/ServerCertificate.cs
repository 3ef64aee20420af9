using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Whether the server that answered is the one that the kubeconfig means: before that, no byte of a request leaves. As strict as
/// kubectl: the name stands in the certificate's alternative names, its use is a server's, and its issuer is the kubeconfig's own CA.
/// </summary>
internal static class ServerCertificate
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";

    /// <summary>The question that a handshake asks.</summary>
    /// <param name="authorities">The kubeconfig's CA; where it names none, the machine's.</param>
    public static RemoteCertificateValidationCallback Check(X509Certificate2Collection authorities) =>
        (sender, certificate, sent, _) =>
            certificate is X509Certificate2 server && sender is SslStream { TargetHostName: { Length: > 0 } name }
            && server.MatchesHostname(name, allowWildcards: true, allowCommonName: false)
            && IsIssuedBy(authorities, server, sent);

    private static bool IsIssuedBy(X509Certificate2Collection authorities, X509Certificate2 server, X509Chain? sent)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.ApplicationPolicy.Add(new Oid(ServerUse));
        // The cluster's own CA publishes no revocations; and nothing is fetched from addresses that a certificate names.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        if (sent is not null) policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        if (authorities.Count == 0) return chain.Build(server);
        policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        policy.CustomTrustStore.AddRange(authorities);
        if (chain.Build(server)) return true;
        // A kubeconfig may name an intermediate CA alone: then the chain ends there, and that end is the one fault it may have.
        return chain.ChainStatus.All(fault => fault.Status is X509ChainStatusFlags.PartialChain)
            && authorities.Any(authority => authority.RawData.AsSpan().SequenceEqual(chain.ChainElements[^1].Certificate.RawData));
    }
}
