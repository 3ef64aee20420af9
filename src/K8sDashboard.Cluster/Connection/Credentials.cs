using k8s;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Puts a client's credentials on a request that is sent without the library's own methods.</summary>
internal static class Credentials
{
    /// <summary>
    /// Exec plugins and token providers fail with exceptions of many types, and the library's carries the request's headers. To the
    /// caller each is a request that did not go out.
    /// </summary>
    /// <param name="client">Whose credentials; none where it has none.</param>
    /// <param name="request">Gets them.</param>
    /// <param name="bounded">Ends the waiting for them.</param>
    /// <param name="cancellation">The caller's own wish to stop, which is no failure.</param>
    /// <exception cref="HttpRequestException">They could not be had: <see cref="HttpRequestError.UserAuthenticationError"/>, with words
    /// that hold none of them.</exception>
    public static async Task AttachAsync(
        Kubernetes client,
        HttpRequestMessage request,
        CancellationToken bounded,
        CancellationToken cancellation
    )
    {
        if (client.Credentials is not { } credentials)
            return;
        try
        {
            await credentials.ProcessHttpRequestAsync(request, bounded);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (OperationCanceledException)
        {
            throw Failure("The credentials were not there in time: a credential plugin is waited for.");
        }
        catch (Exception fault)
        {
            throw Failure($"The credentials could not be had: {VisibleText.OneLine(fault.Message)}");
        }
    }

    private static HttpRequestException Failure(string words) => new(HttpRequestError.UserAuthenticationError, words);
}
