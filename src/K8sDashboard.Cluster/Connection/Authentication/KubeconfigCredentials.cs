using System.Net.Http.Headers;
using System.Text;
using K8sDashboard.Cluster.Connection.Kubeconfig;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Credentials that a kubeconfig holds inline or names files of: token, user and password, client certificate. Files are reread each
/// minute, since they are rotated; while one cannot be read, the last credential stays in use, as with client-go.
/// </summary>
internal sealed class KubeconfigCredentials(UserEntry user, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private ClientCredential? last;

    private bool HasFiles => user.TokenFile.Length > 0 || (user.ClientCertificate.Length > 0 && user.ClientKey.Length > 0);

    public Task<IssuedCredential> IssueAsync() => Task.FromResult(Issue());

    /// <summary>The current credential; issued once at start, so that a misconfiguration is reported there.</summary>
    /// <exception cref="CredentialException">A file cannot be read and never could, or holds no credential.</exception>
    public IssuedCredential Issue()
    {
        try
        {
            last = new(Header(), Certificate());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CredentialException && last is not null)
        {
            // A rotation in progress: a certificate without its key yet, a partial file, or a symlink being replaced.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(VisibleText.OneLine(fault.Message.TrimEnd('.')));
        }

        return new(last, HasFiles ? time.GetUtcNow() + ReadAgainAfter : null);
    }

    // client-go's precedence: a readable tokenFile before the inline token.
    private AuthenticationHeaderValue? Header()
    {
        if (user.TokenFile.Length > 0 && TokenOfFile() is { } token)
            return BearerToken.Header(token, $"the token file {user.TokenFile}");
        if (user.Token.Length > 0)
            return BearerToken.Header(user.Token, "the token");
        if (user.Username.Length == 0 && user.Password.Length == 0)
            return null;
        return new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user.Username}:{user.Password}")));
    }

    private string? TokenOfFile()
    {
        try
        {
            return CredentialFile.Read(user.TokenFile).Trim() is { Length: > 0 } token
                ? token
                : throw new IOException($"The token file {user.TokenFile} is empty.");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && user.Token.Length > 0)
        {
            return null;
        }
    }

    private ClientCertificate? Certificate()
    {
        if (user.ClientCertificate.Length == 0 && user.ClientCertificateData.IsEmpty)
            return null;
        return ClientCertificateReader.Read(
            PemText.Of(user.ClientCertificateData, user.ClientCertificate),
            PemText.Of(user.ClientKeyData, user.ClientKey)
        );
    }
}
