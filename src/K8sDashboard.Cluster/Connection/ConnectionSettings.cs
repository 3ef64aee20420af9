using System.Security.Cryptography.X509Certificates;
using K8sDashboard.Cluster.Connection.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Where the API server is, how it is reached and known, and who asks: all that a connection needs, checked.</summary>
internal sealed record ConnectionSettings
{
    /// <summary>http or https; a path stands before the path of every request, and ends in a slash.</summary>
    public required Uri Server { get; init; }

    /// <summary>What signs the server's certificate; empty means what the machine trusts.</summary>
    public X509Certificate2Collection Authorities { get; init; } = [];

    /// <summary>The server's certificate is not looked at.</summary>
    public bool SkipTlsVerify { get; init; }

    /// <summary>The name that the server's certificate must have, where the address is another one; empty where it is not.</summary>
    public string TlsServerName { get; init; } = "";

    /// <summary>Null reaches the server directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>For the connection and its TLS handshake together.</summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Null asks anonymously.</summary>
    public CredentialCache? Credentials { get; init; }

    /// <summary>Null asks as the user themselves.</summary>
    public Impersonation? Impersonation { get; init; }

    /// <summary>The state of the credential plugin; null where there is none.</summary>
    public PluginSignIn? SignIn { get; init; }
}
