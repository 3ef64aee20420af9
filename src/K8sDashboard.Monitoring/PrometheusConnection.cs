using System.Net;
using K8sDashboard.Monitoring.Authentication;
using Polly;

namespace K8sDashboard.Monitoring;

/// <summary>A connection to one Prometheus server over one transport, with its own circuit breaker.</summary>
public sealed class PrometheusConnection : IDisposable
{
    private readonly HttpClient http;
    private readonly ResiliencePipeline<RawAnswer> pipeline;
    private volatile bool getOnly;

    /// <param name="address">The base address; API paths are appended to it.</param>
    /// <param name="source">The server's description, shown beside each chart.</param>
    /// <param name="transport">The transport; null means direct HTTP without redirects.</param>
    /// <param name="getOnly">POST is not allowed, as by the service proxy for a user with read rights only.</param>
    /// <param name="time">The clock of timeouts and retries.</param>
    public PrometheusConnection(Uri address, string source, HttpMessageHandler? transport, bool getOnly, TimeProvider time)
    {
        Address = address.AbsoluteUri.EndsWith('/') ? address : new Uri(address.AbsoluteUri + "/");
        Source = source;
        this.getOnly = getOnly;
        pipeline = PrometheusPipeline.Build(time);
        http = new HttpClient(transport ?? PrometheusTransport.Create()) { BaseAddress = Address, Timeout = Timeout.InfiniteTimeSpan };
    }

    public Uri Address { get; }

    public string Source { get; }

    /// <summary>Headers of each request to this server; redirects are not followed, so that no other server gets them.</summary>
    internal RequestHeaders Headers { get; init; } = new([]);

    /// <summary>Sends a request and reads the whole response, within its limits of time and size.</summary>
    internal async Task<RawAnswer> AskAsync(string path, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        var answer = await pipeline.ExecuteAsync(async token => await SendAsync(path, form, token), cancellation);
        if (answer.Status is not HttpStatusCode.MethodNotAllowed || getOnly)
            return answer;
        // Some managed servers and proxies allow GET only: remembered after the first 405.
        getOnly = true;
        return await pipeline.ExecuteAsync(async token => await SendAsync(path, form, token), cancellation);
    }

    public void Dispose() => http.Dispose();

    private async ValueTask<RawAnswer> SendAsync(
        string path,
        IReadOnlyList<KeyValuePair<string, string>> form,
        CancellationToken cancellation
    )
    {
        using var request =
            getOnly || form.Count == 0
                ? new HttpRequestMessage(HttpMethod.Get, form.Count == 0 ? path : path + "?" + QueryOf(form))
                : new HttpRequestMessage(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(form) };
        request.Headers.Accept.ParseAdd("application/json");
        Headers.AddTo(request);
        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        return await RawAnswer.ReadAsync(response, cancellation);
    }

    private static string QueryOf(IReadOnlyList<KeyValuePair<string, string>> form) =>
        string.Join('&', form.Select(field => $"{Uri.EscapeDataString(field.Key)}={Uri.EscapeDataString(field.Value)}"));
}
