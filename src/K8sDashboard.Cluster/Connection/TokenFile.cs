using System.Net.Http.Headers;
using k8s.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// The kubeconfig's <c>tokenFile</c>, which the client library does not know: read again each minute, since whoever wrote it writes
/// new tokens into it. While it cannot be read, the last token stands, as with kubectl.
/// </summary>
internal sealed class TokenFile(string path, TimeProvider time) : ITokenProvider
{
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    // Replaced as a whole; two that read at once read the same.
    private volatile Known? known;

    /// <exception cref="IOException">There is no token, and was none before.</exception>
    public async Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken)
    {
        if (known is not { } last || time.GetElapsedTime(last.Read) >= Kept) known = last = new Known(await ReadAsync(cancellationToken), time.GetTimestamp());
        return new AuthenticationHeaderValue("Bearer", last.Token);
    }

    /// <summary>The token that is in a file now.</summary>
    /// <exception cref="IOException">It cannot be read, or is empty.</exception>
    public static string TokenIn(string path) =>
        TokenOf(path, File.ReadAllText(path));

    private async Task<string> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            return TokenOf(path, await File.ReadAllTextAsync(path, cancellation));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException && known is { } last)
        {
            return last.Token;
        }
    }

    private static string TokenOf(string path, string text) => text.Trim() is { Length: > 0 } token ? token : throw new IOException($"The token file {path} is empty.");

    private sealed record Known(string Token, long Read);
}
