using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Tests.Connection;

/// <summary>A certificate authority for tests.</summary>
internal sealed class TestAuthority : IDisposable
{
    public const string ServerUse = "1.3.6.1.5.5.7.3.1";
    public const string ClientUse = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    private readonly X509Certificate2 issuer;

    public TestAuthority(string name = "CN=cluster-ca", TestAuthority? above = null)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Request(name, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        if (above is null)
        {
            issuer = request.CreateSelfSigned(Now.AddDays(-30), Now.AddDays(30));
            return;
        }

        using var signed = request.Create(above.issuer, Now.AddDays(-29), Now.AddDays(29), RandomNumberGenerator.GetBytes(8));
        issuer = signed.CopyWithPrivateKey(key);
    }

    /// <summary>The CA certificate as base64-encoded PEM: the value of <c>certificate-authority-data</c>.</summary>
    public string Data => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(issuer.ExportCertificatePem()));

    public X509Certificate2 Certificate => X509CertificateLoader.LoadCertificate(issuer.RawData);

    /// <summary>Issues a server certificate with its key.</summary>
    public X509Certificate2 Issue(
        string[]? dns = null,
        string[]? ips = null,
        string subject = "CN=kube-apiserver",
        string? use = ServerUse,
        double fromDays = -1,
        double toDays = 1
    )
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = Leaf(key, dns, ips, subject, use);
        using var signed = request.Create(issuer, Now.AddDays(fromDays), Now.AddDays(toDays), RandomNumberGenerator.GetBytes(8));
        return signed.CopyWithPrivateKey(key);
    }

    /// <summary>A self-signed certificate.</summary>
    public static X509Certificate2 SelfSigned(params string[] dns)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Leaf(key, dns, null, "CN=localhost", ServerUse).CreateSelfSigned(Now.AddDays(-1), Now.AddDays(1));
    }

    public void Dispose() => issuer.Dispose();

    private static CertificateRequest Leaf(ECDsa key, string[]? dns, string[]? ips, string subject, string? use)
    {
        var request = Request(subject, key);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        if (use is not null)
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(use)], critical: false));
        if (dns is null && ips is null)
            return request;
        var names = new SubjectAlternativeNameBuilder();
        foreach (var name in dns ?? [])
            names.AddDnsName(name);
        foreach (var ip in ips ?? [])
            names.AddIpAddress(IPAddress.Parse(ip));
        request.CertificateExtensions.Add(names.Build());
        return request;
    }

    private static CertificateRequest Request(string subject, ECDsa key) => new(subject, key, HashAlgorithmName.SHA256);
}
