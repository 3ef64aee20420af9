using K8sDashboard.Cluster.Resources.Services;
using Microsoft.AspNetCore.StaticAssets;
using Prometheus;
using Prometheus.HttpMetrics;

namespace K8sDashboard.Web.Hosting;

/// <summary>
/// Metrics of the requests that the dashboard answers, by route template: a path would name objects of the cluster. Comes after routing.
/// </summary>
internal static class RequestMetrics
{
    private const string Method = HttpRequestLabelNames.Method;
    private const string Code = HttpRequestLabelNames.Code;
    private const string Endpoint = HttpRequestLabelNames.Endpoint;

    /// <summary>The measured methods: a client may send any, and each would be a label value.</summary>
    private static readonly HashSet<string> Methods =
    [
        HttpMethods.Get,
        HttpMethods.Head,
        HttpMethods.Post,
        HttpMethods.Put,
        HttpMethods.Patch,
        HttpMethods.Delete,
        HttpMethods.Options,
    ];

    public static WebApplication UseRequestMetrics(this WebApplication app)
    {
        var metrics = Metrics.WithCustomRegistry(app.Services.GetRequiredService<CollectorRegistry>());
        var options = new HttpMiddlewareExporterOptions
        {
            InProgress =
            {
                Gauge = metrics.CreateGauge(
                    "http_requests_in_progress",
                    "HTTP requests that are being answered, by method and route template; a circuit is one as long as it is connected.",
                    Method,
                    Endpoint
                ),
            },
            RequestDuration =
            {
                Histogram = metrics.CreateHistogram(
                    "http_request_duration_seconds",
                    "Time to answer an HTTP request, by status code, method and route template; of a circuit, its lifetime.",
                    Code,
                    Method,
                    Endpoint
                ),
            },
            // The same as the histogram's count.
            RequestCount = { Enabled = false },
        };
        options.AddCustomLabel(Endpoint, TemplateOf);
        app.UseWhen(context => Methods.Contains(context.Request.Method), measured => measured.UseHttpMetrics(options));
        return app;
    }

    /// <summary>One value for all static files: there are dozens, with a hash in their names.</summary>
    private static string TemplateOf(HttpContext context) =>
        context.GetEndpoint() switch
        {
            { } file when file.Metadata.GetMetadata<StaticAssetDescriptor>() is not null => "static file",
            RouteEndpoint { RoutePattern.RawText: { } template } => "/" + template.Trim('/'),
            _ => "",
        };
}
