using System.Net.Http.Headers;
using System.Text;
using K8sDashboard.Cluster.Connection.Kubeconfig;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// The credentials that a kubeconfig holds or names files of: token, user and password, client certificate. Files are read again each
/// minute, since whoever wrote them writes new ones; while one cannot be read, the last credential stands, as with client-go.
/// </summary>
internal sealed class KubeconfigCredentials(UserEntry user, TimeProvider time) : ICredentialSource
{
    private static readonly TimeSpan ReadAgainAfter = TimeSpan.FromMinutes(1);

    private ClientCredential? last;

    private bool HasFiles => user.TokenFile.Length > 0 || (user.ClientCertificate.Length > 0 && user.ClientKey.Length > 0);

    public Task<IssuedCredential> IssueAsync() => Task.FromResult(Issue());

    /// <summary>What they hold now; at the start, so that what is wrong with them is said there.</summary>
    /// <exception cref="CredentialException">A file cannot be read and never could, or what it holds is no credential.</exception>
    public IssuedCredential Issue()
    {
        try
        {
            last = new(Header(), Certificate());
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or CredentialException && last is not null)
        {
            // Between two files of a pair, half of a file, or while a link is changed.
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new CredentialException(VisibleText.OneLine(fault.Message.TrimEnd('.')));
        }

        return new(last, HasFiles ? time.GetUtcNow() + ReadAgainAfter : null);
    }

    // client-go's order: a file of tokens counts where it can be read, else the token beside it.
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
