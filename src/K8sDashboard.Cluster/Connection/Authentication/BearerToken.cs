using System.Net.Http.Headers;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>A token as a header.</summary>
internal static class BearerToken
{
    /// <param name="token">The token.</param>
    /// <param name="source">Where it is from, for the message.</param>
    /// <exception cref="CredentialException">It holds what no header can carry: a line break would begin another header.</exception>
    public static AuthenticationHeaderValue Header(string token, string source) =>
        token.All(letter => letter is > ' ' and < '\u007f')
            ? new("Bearer", token)
            : throw new CredentialException($"{source} holds white space, control or non-ASCII characters, which no header can carry");
}
