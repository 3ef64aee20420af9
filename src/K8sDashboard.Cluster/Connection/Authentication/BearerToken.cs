using System.Net.Http.Headers;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>The Authorization header of a bearer token.</summary>
internal static class BearerToken
{
    /// <param name="token">The token.</param>
    /// <param name="source">Where the token is from, for the message.</param>
    /// <exception cref="CredentialException">The token has characters that are invalid in a header: a line break would inject another
    /// header.</exception>
    public static AuthenticationHeaderValue Header(string token, string source) =>
        token.All(character => character is > ' ' and < '\u007f')
            ? new("Bearer", token)
            : throw new CredentialException($"{source} holds white space, control or non-ASCII characters, which no header can carry");
}
