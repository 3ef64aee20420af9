using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>Parses PEM certificates and keys.</summary>
internal static class ClientCertificateReader
{
    /// <summary>The first certificate with its key; the following ones are its intermediates.</summary>
    /// <param name="certificates">PEM.</param>
    /// <param name="key">PEM: PKCS#8, PKCS#1 or SEC 1, not encrypted.</param>
    /// <exception cref="CredentialException">They are not PEM, do not match, or the key is encrypted or of an algorithm that .NET does not
    /// support (Ed25519).</exception>
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

    /// <summary>SChannel on Windows rejects ephemeral keys: https://github.com/kubernetes-client/csharp/issues/737.</summary>
    private static X509Certificate2 Persisted(X509Certificate2 ephemeral)
    {
        using (ephemeral)
            return X509CertificateLoader.LoadPkcs12(ephemeral.Export(X509ContentType.Pkcs12), password: null);
    }

    /// <summary>Reads the certificate authorities (CA bundle).</summary>
    /// <exception cref="CredentialException">The text holds none: the connection would fall back to the system's CAs.</exception>
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
