using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>Parses PEM certificates and keys.</summary>
internal static class ClientCertificateReader
{
    /// <summary>The first certificate with its key; the ones behind it are its intermediates.</summary>
    /// <param name="certificates">PEM.</param>
    /// <param name="key">PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted.</param>
    /// <exception cref="CredentialException">They are not PEM, do not belong together, or the key is encrypted or of an algorithm that .NET
    /// lacks (Ed25519).</exception>
    public static ClientCertificate Read(string certificates, string key)
    {
        try
        {
            var all = new X509Certificate2Collection();
            all.ImportFromPem(certificates);
            if (all.Count == 0)
                throw new CredentialException("the client certificate holds no certificate in PEM");
            var leaf = X509Certificate2.CreateFromPem(certificates, key);
            return new(OperatingSystem.IsWindows() ? Persisted(leaf) : leaf, [.. all.Skip(1)]);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw new CredentialException($"the client certificate and its key cannot be used together: {fault.Message.TrimEnd('.')}");
        }
    }

    /// <summary>Windows' SChannel takes no key that is in memory alone: https://github.com/kubernetes-client/csharp/issues/737.</summary>
    private static X509Certificate2 Persisted(X509Certificate2 ephemeral)
    {
        using (ephemeral)
            return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Certificate authorities.</summary>
    /// <exception cref="CredentialException">There is none in the text. Without one, nothing but the machine's own would be left to
    /// trust.</exception>
    public static X509Certificate2Collection ReadAuthorities(string pem)
    {
        var authorities = new X509Certificate2Collection();
        try
        {
            authorities.ImportFromPem(pem);
        }
        catch (CryptographicException fault)
        {
            throw new CredentialException($"the certificate authority cannot be read: {fault.Message.TrimEnd('.')}");
        }

        return authorities.Count > 0 ? authorities : throw new CredentialException("the certificate authority holds no certificate in PEM");
    }
}
