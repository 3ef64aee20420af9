namespace K8sDashboard.Cluster.Connection;

/// <summary>Counts outgoing requests by kind.</summary>
internal sealed class LoadCounter(RequestLoad load) : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        load.Count(KindOf(request));
        return base.SendAsync(request, cancellationToken);
    }

    private static RequestKind KindOf(HttpRequestMessage request) =>
        request.RequestUri! switch
        {
            { AbsolutePath: var path } when path.Contains("/proxy/", StringComparison.Ordinal) => RequestKind.Proxy,
            { Query: var query } when query.Contains("watch=true", StringComparison.Ordinal) => RequestKind.Watch,
            // Access reviews are POSTs without effect.
            { AbsolutePath: var path } when request.Method == HttpMethod.Get || path.EndsWith("reviews", StringComparison.Ordinal) =>
                RequestKind.Read,
            _ => RequestKind.Write,
        };
}
