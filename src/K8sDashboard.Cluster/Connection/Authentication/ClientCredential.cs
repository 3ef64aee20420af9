using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>A client credential: an Authorization header, a client certificate, both, or none.</summary>
/// <param name="Authorization"><c>Bearer</c> or <c>Basic</c>; null where there is none.</param>
/// <param name="Certificate">With its private key and intermediates; null where there is none.</param>
internal sealed record ClientCredential(AuthenticationHeaderValue? Authorization, ClientCertificate? Certificate)
{
    public static readonly ClientCredential Anonymous = new(null, null);
}

/// <summary>A client certificate with its private key.</summary>
/// <param name="Leaf">The certificate, with its key.</param>
/// <param name="Intermediates">Sent in the handshake, so that a server with the root only can build the chain.</param>
internal sealed record ClientCertificate(X509Certificate2 Leaf, X509Certificate2Collection Intermediates)
{
    /// <summary>Value equality: a reread of the same file is the same certificate.</summary>
    public bool Equals(ClientCertificate? other) =>
        other is not null && Leaf.RawDataMemory.Span.SequenceEqual(other.Leaf.RawDataMemory.Span);

    public override int GetHashCode() => Leaf.GetHashCode();
}

/// <summary>A credential and how long it may be cached.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Expires">When it must be renewed; null while the process runs.</param>
internal sealed record IssuedCredential(ClientCredential Credential, DateTimeOffset? Expires);

/// <summary>The source of credentials: the kubeconfig and its files, or a credential plugin.</summary>
internal interface ICredentialSource
{
    /// <summary>Issues a fresh credential: rereads the files, runs the plugin. Not called concurrently.</summary>
    /// <exception cref="CredentialException">No credential is available.</exception>
    Task<IssuedCredential> IssueAsync();
}

/// <summary>No credential is available. The message holds no secret.</summary>
internal sealed class CredentialException(string message) : Exception(message);
