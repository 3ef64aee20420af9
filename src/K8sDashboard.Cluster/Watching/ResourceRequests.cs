using System.Net;
using System.Net.Http.Headers;
using System.Security.Authentication;
using System.Text;
using Google.Protobuf;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Watching.Wire;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The two requests of a loop, list and watch, with every way to fail turned into a <see cref="ReadFailure"/>.</summary>
internal sealed class ResourceRequests(ClusterConnection connection, ReflectorPolicy policy, TimeProvider time)
{
    /// <summary>
    /// A page of 500 heavy pods has 6 MB. What is larger is asked for in smaller pages, down to ten objects of at most 1.5 MiB.
    /// </summary>
    public const int MaxPageBytes = 64 * 1024 * 1024;

    /// <summary>
    /// A list in one piece is as long as a kind has objects: 150,000 pods have some 900 MB. All kinds at once fit into memory.
    /// </summary>
    private static readonly int MaxListBytes = (int)Math.Min(1024 * 1024 * 1024, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8);

    /// <summary>Reads one page whole. A page of 500 heavy pods has about 6 MB; it is garbage as soon as it is mapped.</summary>
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

    /// <summary>The version of the server's whole store. One object is the least that a list can be asked for.</summary>
    /// <exception cref="ReadFailedException"/>
    public Task<string> VersionAsync(string address, CancellationToken cancellation) =>
        AttemptAsync(
            policy.ProbeTimeout,
            async deadline => (await PageAsync($"{address}?limit=1", MaxPageBytes, deadline)).ResourceVersion,
            cancellation
        );

    /// <summary>
    /// Opens a watch behind <paramref name="version"/> that the server ends after <paramref name="timeout"/>; the answer's headers are
    /// there.
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
    /// Opens a watch that begins with all objects and marks where they end; the server ends it after <paramref name="timeout"/>.
    /// </summary>
    /// <exception cref="ReadFailedException"/>
    public Task<HttpResponseMessage> OpenStreamAsync(string address, TimeSpan timeout, CancellationToken cancellation) =>
        SendAsync(
            $"{address}?watch=true&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
                + $"&timeoutSeconds={(int)timeout.TotalSeconds}",
            cancellation
        );

    /// <summary>Runs one attempt under a deadline of its own and names what went wrong.</summary>
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
        // Before the next, since protobuf's exception is an IOException: asked again from the same version, the same bytes would come for
        // ever.
        catch (Exception fault) when (fault is MalformedAnswerException or InvalidProtocolBufferException)
        {
            throw new ReadFailedException(new ReadFailure.Malformed(fault.Message));
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or AuthenticationException)
        {
            throw new ReadFailedException(new ReadFailure.Unavailable(Words(fault)));
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
        var (words, isOfApiServer) = await StatusWords.ReadAsync(response, cancellation);
        return response.StatusCode switch
        {
            // Else it is a proxy's refusal, or a captive portal's, and takes nothing away.
            HttpStatusCode.Gone when isOfApiServer => new ReadFailure.Expired(words),
            HttpStatusCode.Forbidden when isOfApiServer => new ReadFailure.Forbidden(words),
            HttpStatusCode.NotFound when isOfApiServer || words == StatusWords.NoSuchPath => new ReadFailure.NotFound(words, isOfApiServer),
            _ => ReadFailure.Of((int)response.StatusCode, words, RetryAfter(response)),
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
        response.Headers.RetryAfter is { } asked ? asked.Delta ?? asked.Date - time.GetUtcNow() : null;

    /// <summary>The innermost message says what happened ("Connection refused"), the outer ones only that something did.</summary>
    private static string Words(Exception fault) => fault.InnerException is { } inner ? Words(inner) : fault.Message;
}
