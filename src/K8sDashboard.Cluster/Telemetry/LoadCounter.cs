using System.Net;

namespace K8sDashboard.Cluster.Telemetry;

/// <summary>Counts and times outgoing requests.</summary>
internal sealed class LoadCounter(RequestLoad load, TimeProvider time) : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var verb = RequestVerbs.Of(request);
        load.Count(KindOf(verb, request.RequestUri!.AbsolutePath));
        var began = time.GetTimestamp();
        HttpStatusCode? code = null;
        try
        {
            var response = await base.SendAsync(request, cancellationToken);
            code = response.StatusCode;
            return response;
        }
        finally
        {
            load.Ended(verb, code, time.GetElapsedTime(began));
        }
    }

    private static RequestKind KindOf(RequestVerb verb, string path) =>
        verb switch
        {
            RequestVerb.Proxy => RequestKind.Proxy,
            RequestVerb.Watch => RequestKind.Watch,
            RequestVerb.Get or RequestVerb.List => RequestKind.Read,
            // Access reviews are POSTs without effect.
            _ when path.EndsWith("reviews", StringComparison.Ordinal) => RequestKind.Read,
            _ => RequestKind.Write,
        };
}
