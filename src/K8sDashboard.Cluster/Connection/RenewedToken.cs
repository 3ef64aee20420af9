using System.Net.Http.Headers;
using k8s.Authentication;

namespace K8sDashboard.Cluster.Connection;

/// <summary>A token that can be had anew where the API server refuses it before its time: it was revoked, or its file has another by now.</summary>
/// <param name="source">Begins from nothing: runs the plugin, reads the file.</param>
/// <param name="time">The clock.</param>
internal sealed class RenewedToken(Func<ITokenProvider> source, TimeProvider time) : ITokenProvider
{
    // A user whom the server refuses for good would have the plugin run at each request, and a plugin may ask people to log in.
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);

    private readonly Lock gate = new(); // many requests are refused at once, and the first renews it for all
    private volatile ITokenProvider provider = source();
    private (Task<AuthenticationHeaderValue> Token, long At)? renewal;

    public Task<AuthenticationHeaderValue> GetAuthenticationHeaderAsync(CancellationToken cancellationToken) => provider.GetAuthenticationHeaderAsync(cancellationToken);

    /// <summary>What to send in the place of a token that was refused; null where there is no other.</summary>
    public async Task<AuthenticationHeaderValue?> InsteadOfAsync(AuthenticationHeaderValue refused, CancellationToken cancellation)
    {
        Task<AuthenticationHeaderValue> token;
        lock (gate)
        {
            if (renewal is not { } last || time.GetElapsedTime(last.At) >= Between) renewal = last = (RenewAsync(), time.GetTimestamp());
            token = last.Token;
        }

        // The library's providers wait for their plugin, however long it takes.
        return await token.WaitAsync(cancellation) is var fresh && !fresh.Equals(refused) ? fresh : null;
    }

    private async Task<AuthenticationHeaderValue> RenewAsync()
    {
        var next = source();
        try
        {
            return await next.GetAuthenticationHeaderAsync(CancellationToken.None);
        }
        finally
        {
            // Also after a failure: the next request then fails by it, with its words.
            provider = next;
        }
    }
}
