using System.Net;

namespace K8sDashboard.Cluster.Connection.Authentication;

/// <summary>
/// Retries a request once with a renewed credential after a 401. Idempotent for writes too: authentication comes before any effect.
/// </summary>
internal sealed class UnauthorizedRetry(CredentialCache credentials) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var answer = await base.SendAsync(request, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized || credentials.Current is not { } current)
            return answer;
        // Another request may have renewed the credential since this one was sent.
        var isCurrent = Equals(current.Authorization, request.Headers.Authorization);
        if ((isCurrent ? await RenewAsync(current, cancellationToken) : current) is not { } fresh)
            return answer;
        answer.Dispose();
        request.Headers.Authorization = fresh.Authorization;
        return await base.SendAsync(request, cancellationToken);
    }

    /// <summary>Null where the renewal fails: the caller gets the 401.</summary>
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
