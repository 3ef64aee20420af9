using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>What proves to the API server who asks: a header, a client certificate, both, or nothing.</summary>
/// <param name="Authorization"><c>Bearer</c> or <c>Basic</c>; null where there is none.</param>
/// <param name="Certificate">With its private key, and the intermediate certificates to send with it; null where there is none.</param>
internal sealed record ClientCredential(AuthenticationHeaderValue? Authorization, ClientCertificate? Certificate)
{
    public static readonly ClientCredential Anonymous = new(null, null);
}

/// <summary>A client certificate with its private key.</summary>
/// <param name="Leaf">The certificate, with its key.</param>
/// <param name="Intermediates">Sent along, so that a server that knows the root alone can follow the chain.</param>
internal sealed record ClientCertificate(X509Certificate2 Leaf, X509Certificate2Collection Intermediates)
{
    /// <summary>Two readings of the same file are the same certificate.</summary>
    public bool Equals(ClientCertificate? other) =>
        other is not null && Leaf.RawDataMemory.Span.SequenceEqual(other.Leaf.RawDataMemory.Span);

    public override int GetHashCode() => Leaf.GetHashCode();
}

/// <summary>A credential and how long it may be cached.</summary>
/// <param name="Credential">The credential.</param>
/// <param name="Expires">From then on another one is to be had; null while the process runs.</param>
internal sealed record IssuedCredential(ClientCredential Credential, DateTimeOffset? Expires);

/// <summary>Where credentials come from: the kubeconfig and its files, or a credential plugin.</summary>
internal interface ICredentialSource
{
    /// <summary>Gets a credential anew: reads the files, runs the plugin. Called one at a time.</summary>
    /// <exception cref="CredentialException">There is none, and why.</exception>
    Task<IssuedCredential> IssueAsync();
}

/// <summary>There is no credential. The message says why and holds none.</summary>
internal sealed class CredentialException(string message) : Exception(message);
