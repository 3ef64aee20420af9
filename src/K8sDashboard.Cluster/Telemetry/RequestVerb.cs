namespace K8sDashboard.Cluster.Telemetry;

/// <summary>
/// The verb of a request as in the API server's authorization and metrics; a request by the service proxy is a proxy request.
/// </summary>
internal enum RequestVerb
{
    Get,
    List,
    Watch,
    Create,
    Update,
    Patch,
    Delete,
    Proxy,
}

/// <summary>Finds the verb of a request by its method and address.</summary>
internal static class RequestVerbs
{
    public static RequestVerb Of(HttpRequestMessage request)
    {
        var (method, address) = (request.Method.Method, request.RequestUri!);
        if (address.AbsolutePath.Contains("/proxy/", StringComparison.Ordinal))
            return RequestVerb.Proxy;
        if (address.Query.Contains("watch=true", StringComparison.Ordinal))
            return RequestVerb.Watch;
        return method switch
        {
            "POST" => RequestVerb.Create,
            "PUT" => RequestVerb.Update,
            "PATCH" => RequestVerb.Patch,
            "DELETE" => RequestVerb.Delete,
            _ => IsCollection(address.AbsolutePath) ? RequestVerb.List : RequestVerb.Get,
        };
    }

    /// <summary>
    /// Whether a path ends with a resource: <c>[/base]/api/v1/[namespaces/NAME/]RESOURCE</c>, or the same below <c>apis/GROUP/VERSION</c>.
    /// </summary>
    private static bool IsCollection(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var core = Array.IndexOf(segments, "api");
        var rest =
            core >= 0 && segments.ElementAtOrDefault(core + 1) == "v1"
                ? segments.Skip(core + 2)
                : segments.SkipWhile(segment => segment != "apis").Skip(3);
        return rest.ToList() is [_] or ["namespaces", _, _];
    }
}
