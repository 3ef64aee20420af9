using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Google.Protobuf;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The list and watch requests of a loop; all failures are mapped to <see cref="ReadFailure"/>.</summary>
internal sealed class ResourceRequests(ClusterConnection connection, ReflectorPolicy policy, TimeProvider time)
{
    /// <summary>
    /// The size limit of a page: 500 large pods have 6 MB. Above it, smaller pages are requested, down to ten objects of at most 1.5 MiB.
    /// </summary>
    public const int MaxPageBytes = 64 * 1024 * 1024;

    /// <summary>
    /// The size limit of a list without pages: 150,000 pods have some 900 MB. Limited by memory, so that all kinds at once fit.
    /// </summary>
    private static readonly int MaxListBytes = (int)Math.Min(1024 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>Reads one page into memory; it is garbage once it is mapped.</summary>
    /// <exception cref="ReadFailedException"/>
    public Task<ListPage> ListAsync(string address, int? limit, string next, CancellationToken cancellation)
    {
        var query = (limit is null ? "" : $"?limit={limit}") + (next.Length == 0 ? "" : $"&continue={Uri.EscapeDataString(next)}");
        return AttemptAsync(
            policy.RequestTimeout,
            deadline => PageAsync(address + query, limit is null ? MaxListBytes : MaxPageBytes, deadline),
            cancellation
        );
    }

    /// <summary>The resourceVersion of the whole store, by the smallest list: one of a single object.</summary>
    /// <exception cref="ReadFailedException"/>
    public Task<string> VersionAsync(string address, CancellationToken cancellation) =>
        AttemptAsync(
            policy.ProbeTimeout,
            async deadline => (await PageAsync($"{address}?limit=1", MaxPageBytes, deadline)).ResourceVersion,
            cancellation
        );

    /// <summary>
    /// Opens a watch from <paramref name="version"/> that the server ends after <paramref name="timeout"/>; returns when the headers are
    /// read.
    /// </summary>
    /// <exception cref="ReadFailedException"/>
    public Task<HttpResponseMessage> OpenWatchAsync(string address, string version, TimeSpan timeout, CancellationToken cancellation) =>
        AttemptAsync(
            policy.RequestTimeout,
            deadline =>
                SendAsync(
                    $"{address}?watch=true&allowWatchBookmarks=true&resourceVersion={Uri.EscapeDataString(version)}"
                        + $"&timeoutSeconds={(int)timeout.TotalSeconds}",
                    deadline
                ),
            cancellation
        );

    /// <summary>
    /// Opens a streaming list: a watch that starts with all objects and an end marker; the server ends it after <paramref name="timeout"/>.
    /// </summary>
    /// <exception cref="ReadFailedException"/>
    public Task<HttpResponseMessage> OpenStreamAsync(string address, TimeSpan timeout, CancellationToken cancellation) =>
        SendAsync(
            $"{address}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + $"&timeoutSeconds={(int)timeout.TotalSeconds}",
            cancellation
        );

    /// <summary>Runs one attempt with its own timeout and maps its failures.</summary>
    /// <exception cref="ReadFailedException"/>
    public async Task<T> AttemptAsync<T>(TimeSpan timeout, Func<CancellationToken, Task<T>> attempt, CancellationToken cancellation)
    {
        using var timer = new CancellationTokenSource(timeout, time);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellation);
        try
        {
            return await attempt(deadline.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var reason = connection.WaitsFor ?? $"no answer within {timeout.TotalSeconds:0} s";
            throw new ReadFailedException(new ReadFailure.Unavailable(reason));
        }
        catch (BodyTooLargeException fault)
        {
            throw new ReadFailedException(new ReadFailure.TooLarge(fault.Message));
        }
        // Before the next clause, since protobuf's exception is an IOException: a retry from the same version would get the same bytes for
        // ever.
        catch (Exception fault) when (fault is MalformedAnswerException or InvalidProtocolBufferException)
        {
            throw new ReadFailedException(new ReadFailure.Malformed(fault.Message));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or AuthenticationException)
        {
            throw new ReadFailedException(new ReadFailure.Unavailable(MessageOf(fault)));
        }
    }

    private async Task<ListPage> PageAsync(string address, int maxBytes, CancellationToken deadline)
    {
        using var response = await SendAsync(address, deadline);
        using var body = await BoundedBody.ReadAsync(response.Content, maxBytes, deadline);
        return ListPage.Parse(body.GetBuffer().AsMemory(0, (int)body.Length));
    }

    private async Task<HttpResponseMessage> SendAsync(string address, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(address, UriKind.Relative))
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(Envelope.MediaType));
        var response = await connection.SendAsync(request, cancellation);
        if (response.IsSuccessStatusCode && IsProtobuf(response))
            return response;
        using (response)
            throw new ReadFailedException(await FailureAsync(response, cancellation));
    }

    private static bool IsProtobuf(HttpResponseMessage response) => response.Content.Headers.ContentType?.MediaType == Envelope.MediaType;

    private async Task<ReadFailure> FailureAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        if (response.IsSuccessStatusCode)
            return new ReadFailure.Unavailable(await InsteadOfProtobufAsync(response, cancellation));
        var (message, isOfApiServer) = await StatusWords.ReadAsync(response, cancellation);
        return response.StatusCode switch
        {
            // A proxy's or captive portal's response proves nothing about rights.
            HttpStatusCode.Gone when isOfApiServer => new ReadFailure.Expired(message),
            HttpStatusCode.Forbidden when isOfApiServer => new ReadFailure.Forbidden(message),
            HttpStatusCode.NotFound when isOfApiServer || message == StatusWords.NoSuchPath => new ReadFailure.NotFound(
                message,
                isOfApiServer
            ),
            _ => ReadFailure.Of((int)response.StatusCode, message, RetryAfter(response)),
        };
    }

    private static async Task<string> InsteadOfProtobufAsync(HttpResponseMessage response, CancellationToken cancellation)
    {
        var mediaType = response.Content.Headers.ContentType?.MediaType;
        var beginning = Encoding.UTF8.GetString(await BoundedBody.BeginningAsync(response.Content, 512, cancellation));
        return ServerWords.IsHtml(mediaType, beginning)
            ? ServerWords.HtmlPage
            : $"the server answers {mediaType ?? "without a content type"} instead of protobuf";
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response) =>
        response.Headers.RetryAfter is { } header ? header.Delta ?? header.Date - time.GetUtcNow() : null;

    /// <summary>The innermost message has the cause ("Connection refused"), the outer ones are generic.</summary>
    private static string MessageOf(Exception fault) => fault.InnerException is { } inner ? MessageOf(inner) : fault.Message;
}
