using k8s;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Connection;

/// <summary>Attaches a client's credentials to a request that is sent without the library's own methods.</summary>
internal static class Credentials
{
    /// <summary>
    /// Maps the failures of exec plugins and token providers to <see cref="HttpRequestException"/>: they have many types, and the library's
    /// carries the request's headers.
    /// </summary>
    /// <param name="client">The client; it may have no credentials.</param>
    /// <param name="request">Gets the header.</param>
    /// <param name="bounded">The timeout.</param>
    /// <param name="cancellation">Cancellation by the caller, which is not a failure.</param>
    /// <exception cref="HttpRequestException">No credential is available: <see cref="HttpRequestError.UserAuthenticationError"/>, with a
    /// message that holds no secret.</exception>
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

    private static HttpRequestException Failure(string message) => new(HttpRequestError.UserAuthenticationError, message);
}
