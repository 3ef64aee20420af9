using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Faults;

/// <summary>An ephemeral certificate authority, and the proxy's certificate. Nothing outside this run has it installed.</summary>
internal static class TestAuthority
{
    private static readonly TimeSpan Life = TimeSpan.FromDays(30);

    private static readonly Lazy<(X509Certificate2 Root, X509Certificate2 Server)> Made = new(Make);

    /// <summary>The CA certificate for clients.</summary>
    public static X509Certificate2 Root => Made.Value.Root;

    /// <summary>The certificate for localhost and 127.0.0.1, with its key.</summary>
    public static X509Certificate2 Server => Made.Value.Server;

    private static (X509Certificate2 Root, X509Certificate2 Server) Make()
    {
        var now = TimeProvider.System.GetUtcNow();
        var (from, until) = (now.AddDays(-1), now.Add(Life));
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var root = new CertificateRequest("CN=fault proxy CA", rootKey, HashAlgorithmName.SHA256);
        root.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        root.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(root.PublicKey, critical: false));
        using var signing = root.CreateSelfSigned(from, until);

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var server = new CertificateRequest("CN=fault proxy", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        server.CertificateExtensions.Add(names.Build());
        using var signed = server.Create(signing, from, until, RandomNumberGenerator.GetBytes(8));
        using var withKey = signed.CopyWithPrivateKey(key);
        return (
            X509CertificateLoader.LoadCertificate(signing.RawData),
            X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pkcs12), null)
        );
    }
}
