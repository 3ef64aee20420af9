using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Verifies the server's certificate before any byte of a request is sent. As strict as kubectl: the name is in the subject alternative
/// names, the extended key usage is server authentication, and the issuer is the kubeconfig's own CA.
/// </summary>
internal static class ServerCertificate
{
    private const string ServerUse = "1.3.6.1.5.5.7.3.1";
    private const int MostNames = 10;

    /// <summary>
    /// The validation callback of a handshake. It throws a <see cref="ServerCertificateException"/> with the cause, which .NET's own
    /// exception lacks.
    /// </summary>
    /// <param name="settings">The kubeconfig's CA, else the system's. With insecure-skip-tls-verify nothing is verified.</param>
    /// <param name="time">The clock.</param>
    public static RemoteCertificateValidationCallback Check(ConnectionSettings settings, TimeProvider time) =>
        (sender, certificate, sent, _) =>
            settings.SkipTlsVerify
            || FaultOf(certificate as X509Certificate2, NameOf(sender), sent, settings.Authorities, time.GetUtcNow()) is not { } fault
                ? true
                : throw new ServerCertificateException(NameOf(sender), fault);

    private static string NameOf(object handshake) => (handshake as SslStream)?.TargetHostName ?? "";

    /// <summary>
    /// The first error, in the order of Go's x509, as the end of "the certificate of X …"; null where the certificate is valid.
    /// </summary>
    private static string? FaultOf(
        X509Certificate2? server,
        string name,
        X509Chain? sent,
        X509Certificate2Collection authorities,
        DateTimeOffset now
    )
    {
        if (server is null)
            return "is missing";
        if (now > server.NotAfter)
            return $"expired on {Moment(server.NotAfter)}";
        if (now < server.NotBefore)
            return $"is not valid before {Moment(server.NotBefore)}: is this machine's clock right?";
        if (name.Length == 0 || !server.MatchesHostname(name, allowWildcards: true, allowCommonName: false))
            return NameFault(server, name);
        return ChainFault(authorities, server, sent, now);
    }

    private static string NameFault(X509Certificate2 server, string name)
    {
        var alternatives = server.Extensions.OfType<X509SubjectAlternativeNameExtension>().ToList();
        string[] names =
        [
            .. alternatives.SelectMany(one => one.EnumerateDnsNames()),
            .. alternatives.SelectMany(one => one.EnumerateIPAddresses()).Select(ip => ip.ToString()),
        ];
        if (names.Length > 0)
            return $"is valid for {string.Join(", ", names.Take(MostNames).Select(VisibleText.OneLine))}"
                + $"{(names.Length > MostNames ? " …" : "")}, not for {name}";
        return server.GetNameInfo(X509NameType.SimpleName, forIssuer: false) is { Length: > 0 } common
            ? $"has only a common name ({VisibleText.OneLine(common)}) and no subject alternative name, which must be {name}"
            : $"names no server, and must name {name}";
    }

    private static string? ChainFault(X509Certificate2Collection authorities, X509Certificate2 server, X509Chain? sent, DateTimeOffset now)
    {
        using var chain = new X509Chain();
        var policy = chain.ChainPolicy;
        policy.VerificationTime = now.LocalDateTime;
        policy.ApplicationPolicy.Add(new Oid(ServerUse));
        // As Go: a cluster's own CA publishes no revocation lists, and nothing is fetched from URLs in a certificate.
        policy.RevocationMode = X509RevocationMode.NoCheck;
        policy.DisableCertificateDownloads = true;
        if (sent is not null)
            policy.ExtraStore.AddRange(sent.ChainPolicy.ExtraStore);
        if (authorities.Count > 0)
        {
            policy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            policy.CustomTrustStore.AddRange(authorities);
        }

        if (chain.Build(server) || IsIssuedByIntermediate(chain, authorities))
            return null;
        return FaultOf(chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status), server, chain);
    }

    /// <summary>
    /// A kubeconfig may name an intermediate CA only (partial chain): the chain ends there, and that is the only error it may have.
    /// </summary>
    private static bool IsIssuedByIntermediate(X509Chain chain, X509Certificate2Collection authorities) =>
        authorities.Count > 0
        && chain.ChainStatus.All(fault => fault.Status is X509ChainStatusFlags.PartialChain)
        && authorities.Any(authority => authority.RawData.AsSpan().SequenceEqual(chain.ChainElements[^1].Certificate.RawData));

    private static string FaultOf(X509ChainStatusFlags faults, X509Certificate2 server, X509Chain chain) =>
        faults switch
        {
            _ when faults.HasFlag(X509ChainStatusFlags.Revoked) || faults.HasFlag(X509ChainStatusFlags.ExplicitDistrust) => "is revoked",
            _ when faults.HasFlag(X509ChainStatusFlags.NotValidForUsage) =>
                "is not for servers: its extended key usage lacks server authentication",
            _ when (
                    faults
                    & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.NotSignatureValid)
                ) != 0 => server.Subject == server.Issuer
                ? "is signed by itself, and by no authority that the kubeconfig trusts"
                : $"is signed by an unknown authority ({VisibleText.OneLine(server.Issuer)}), not by one that the kubeconfig trusts",
            _ when faults.HasFlag(X509ChainStatusFlags.NotTimeValid) =>
                $"is signed by an authority that is not valid now ({VisibleText.OneLine(chain.ChainElements[^1].Certificate.Subject)})",
            _ => "is not accepted: "
                + VisibleText.OneLine(string.Join(", ", chain.ChainStatus.Select(one => one.StatusInformation.Trim('.')))),
        };

    private static string Moment(DateTime local) =>
        local.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>The server's certificate was rejected; the message is the end of "the certificate of X …".</summary>
internal sealed class ServerCertificateException(string name, string message) : AuthenticationException(message)
{
    /// <summary>The expected name in the certificate: the server's, or that of an https proxy.</summary>
    public string Name => name;
}
