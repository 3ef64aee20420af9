namespace K8sDashboard.Demo.Serving;

/// <summary>A resource request, parsed from method, path and query.</summary>
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
    /// <summary>The RBAC verb of a request.</summary>
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

    /// <summary>Null for a non-resource path.</summary>
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
        // A namespace itself is authorized within that namespace.
        var scope = plural == "namespaces" ? name : ns;
        // The path behind services/proxy is not part of the authorization.
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

    /// <summary>The namespace of the authorization check.</summary>
    public string Scope { get; private init; } = "";
}
