using System.Security.Cryptography.X509Certificates;
using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>The validated settings of a connection: address, transport, TLS and credentials.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>http or https; its path is a prefix of every request's path, and ends in a slash.</summary>
    public required Uri Server { get; init; }

    /// <summary>The CAs of the server's certificate; empty means the system's.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>insecure-skip-tls-verify: the server's certificate is not verified.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>tls-server-name: the expected name in the server's certificate; empty means the host of the address.</summary>
    public string TlsServerName { get; init; } = "";

    /// <summary>Null connects directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>The timeout of connect and TLS handshake together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Null sends anonymous requests.</summary>
    public CredentialCache? Credentials { get; init; }

    /// <summary>Null does not impersonate.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>The state of the credential plugin; null where there is none.</summary>
    public PluginSignIn? SignIn { get; init; }
}
