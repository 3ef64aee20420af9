using System.Net;
using System.Net.Http.Headers;

namespace K8sDashboard.Cluster.Connection;

/// <summary>
/// Sends a request once more with a new token where the API server answers 401: it looks at who asks before it does anything, so
/// nothing is done twice, writes included.
/// </summary>
internal sealed class TokenRenewal(RenewedToken token) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || request.Headers.Authorization is not { } refused) return answer;
        if (await InsteadOfAsync(refused, cancellationToken) is not { } fresh) return answer;
        answer.Dispose();
        request.Headers.Authorization = fresh;
        return await base.SendAsync(request, cancellationToken);
    }

    /// <summary>Plugins fail with exceptions of many types; that there is no other token leaves the server's answer as it is.</summary>
    private async Task<AuthenticationHeaderValue?> InsteadOfAsync(AuthenticationHeaderValue refused, CancellationToken cancellation)
    {
        try
        {
            return await token.InsteadOfAsync(refused, cancellation);
        }
        catch (Exception) when (!cancellation.IsCancellationRequested)
        {
            return null;
        }
    }
}
