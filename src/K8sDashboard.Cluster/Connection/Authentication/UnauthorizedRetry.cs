using System.Net;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Sends a request once more with a renewed credential where the API server answers 401: it looks at who asks before it does anything,
/// so nothing is done twice, writes included.
/// </summary>
internal sealed class UnauthorizedRetry(CredentialCache credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || credentials.Current is not { } current)
            return answer;
        // Another request may have renewed it since this one was made.
        var isCurrent = Equals(current.Authorization, request.Headers.Authorization);
        if ((isCurrent ? await RenewAsync(current, cancellationToken) : current) is not { } fresh)
            return answer;
        answer.Dispose();
        request.Headers.Authorization = fresh.Authorization;
        return await base.SendAsync(request, cancellationToken);
    }

    /// <summary>That there is no other leaves the server's answer as it is.</summary>
    private async Task<ClientCredential?> RenewAsync(ClientCredential refused, CancellationToken cancellation)
    {
        try
        {
            return await credentials.RenewAsync(refused, cancellation);
        }
        catch (CredentialException)
        {
            return null;
        }
    }
}
