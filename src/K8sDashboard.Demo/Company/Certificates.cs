using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Google.Protobuf;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Networking.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Company;

/// <summary>The TLS certificates of the company's host names: their expiry, and the Secrets that the Ingresses reference.</summary>
public static class Certificates
{
    private const string SoonExpired = "accounts.example.com";
    private const int ShortestDays = 34;
    private const int MoreDays = 50;
    private static readonly TimeSpan SoonLeft = TimeSpan.FromDays(5.5);
    private static readonly TimeSpan Life = TimeSpan.FromDays(90);

    /// <summary>The expiry of a host's certificate; one of them is about to expire.</summary>
    /// <param name="host">The host name.</param>
    /// <param name="chance">Spreads the expiry of the others.</param>
    /// <param name="now">When the demo begins.</param>
    public static DateTimeOffset EndOf(string host, SeededRandom chance, DateTimeOffset now) =>
        now + (host == SoonExpired ? SoonLeft : TimeSpan.FromDays(ShortestDays + chance.Below(MoreDays, host + "/certificate")));

    /// <summary>
    /// Stores a certificate and its key in the TLS Secret of each Ingress. The keys differ from run to run, whatever the seed.
    /// </summary>
    public static void Issue(LivingCluster cluster, DateTimeOffset now)
    {
        foreach (var ingress in cluster.State.List<Ingress>())
        {
            foreach (var tls in ingress.Spec.Tls)
                cluster.State.Create(Secret(ingress.Metadata.Namespace, tls, EndOf(tls.Hosts[0], cluster.SeededRandom, now)));
        }
    }

    private static Secret Secret(string ns, IngressTLS tls, DateTimeOffset end)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={tls.Hosts[0]}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var host in tls.Hosts)
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(end - Life, end);
        return new Secret
        {
            Metadata = new()
            {
                Namespace = ns,
                Name = tls.SecretName,
                CreationTimestamp = (end - Life).ToTime(),
            },
            Type = "kubernetes.io/tls",
            Data =
            {
                ["tls.crt"] = ByteString.CopyFromUtf8(certificate.ExportCertificatePem()),
                ["tls.key"] = ByteString.CopyFromUtf8(key.ExportPkcs8PrivateKeyPem()),
            },
        };
    }
}
