namespace K8sDashboard.Demo.Serving;

/// <summary>What a request for a resource asks, read off its method, path and query.</summary>
internal sealed record ResourceCall(
    string Verb,
    string Group,
    string Version,
    string Plural,
    string Namespace,
    string Name,
    string Subresource
)
{
    /// <summary>The verb of a request: what roles grant.</summary>
    private static string VerbOf(string method, bool named, bool watched) =>
        method switch
        {
            "GET" or "HEAD" => named ? "get"
            : watched ? "watch"
            : "list",
            "POST" => "create",
            "PUT" => "update",
            "PATCH" => "patch",
            "DELETE" => named ? "delete" : "deletecollection",
            _ => method.ToLowerInvariant(),
        };

    /// <summary>Null where the path is not that of a resource.</summary>
    public static ResourceCall? Parse(string method, string path, bool watched)
    {
        var parts = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        var (group, version, rest) = parts switch
        {
            ["api", var core, .. var after] => ("", core, after),
            ["apis", var named, var of, .. var after] => (named, of, after),
            _ => ("", "", []),
        };
        if (rest.Length == 0)
            return null;
        var (ns, plural, name, sub) = rest switch
        {
            ["namespaces"] => ("", "namespaces", "", ""),
            ["namespaces", var space] => ("", "namespaces", space, ""),
            ["namespaces", var space, "status" or "finalize"] => ("", "namespaces", space, rest[2]),
            ["namespaces", var space, var inner, .. var after] => (
                space,
                inner,
                after.ElementAtOrDefault(0) ?? "",
                string.Join('/', after.Skip(1))
            ),
            _ => ("", rest[0], rest.ElementAtOrDefault(1) ?? "", string.Join('/', rest.Skip(2))),
        };
        // A namespace's own rights are asked for in it.
        var scope = plural == "namespaces" ? name : ns;
        // What stands behind the proxy is a matter of the Service alone.
        var proxied = sub.StartsWith($"{ServiceProxy.Subresource}/", StringComparison.Ordinal)
            ? sub.Length - ServiceProxy.Subresource.Length
            : 0;
        var call = new ResourceCall(
            VerbOf(method, name.Length > 0, watched),
            group,
            version,
            plural,
            ns,
            name,
            proxied > 0 ? ServiceProxy.Subresource : sub
        );
        return call with { Scope = scope, Rest = sub[^proxied..] };
    }

    /// <summary>The path behind the proxy.</summary>
    public string Rest { get; private init; } = "";

    /// <summary>The namespace in which the right to it is looked for.</summary>
    public string Scope { get; private init; } = "";
}
