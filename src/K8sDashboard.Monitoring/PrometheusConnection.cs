using System.Net;
using K8sDashboard.Monitoring.Authentication;
using Polly;

namespace K8sDashboard.Monitoring;

/// <summary>One Prometheus server over one transport, with a circuit breaker of its own.</summary>
public sealed class PrometheusConnection : IDisposable
{
    private readonly HttpClient http;
    private readonly ResiliencePipeline<RawAnswer> pipeline;
    private volatile bool getOnly;

    /// <param name="address">The base address; the API's paths are appended to it.</param>
    /// <param name="source">How a person finds this server again, shown beside each chart.</param>
    /// <param name="transport">How requests get there; null means plain HTTP that follows no redirect.</param>
    /// <param name="getOnly">The route takes no POST, as the API server's proxy for a user who may only read.</param>
    /// <param name="time">The clock of deadlines and retries.</param>
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

    /// <summary>What goes with each request to this server; redirects are not followed, so to no other.</summary>
    internal RequestHeaders Headers { get; init; } = new([]);

    /// <summary>Sends a question and reads the whole answer, within its limits of time and size.</summary>
    internal async Task<RawAnswer> AskAsync(string path, IReadOnlyList<KeyValuePair<string, string>> form, CancellationToken cancellation)
    {
        var answer = await pipeline.ExecuteAsync(async token => await SendAsync(path, form, token), cancellation);
        if (answer.Status is not HttpStatusCode.MethodNotAllowed || getOnly)
            return answer;
        // Some managed servers and proxies allow GET alone; they say so once.
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
