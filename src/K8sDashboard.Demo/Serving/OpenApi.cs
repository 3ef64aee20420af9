using System.Text.Json.Nodes;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// As much of OpenAPI as kubectl asks before it writes: which kinds take patches, and that the server checks fields itself. The
/// fields are not described.
/// </summary>
internal static class OpenApi
{
    private const string Root = "/openapi/v3";
    private static readonly string[] Parameters = ["dryRun", "fieldManager", "fieldValidation"];

    /// <summary>The document of a path; null where there is none.</summary>
    public static JsonObject? At(string path)
    {
        if (path == Root) return Index();
        if (!path.StartsWith(Root + "/", StringComparison.Ordinal)) return null;
        var served = Kinds.All.Where(kind => PathOf(kind) == path[(Root.Length + 1)..]).ToList();
        return served.Count == 0 ? null : Document(served);
    }

    private static JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var path in Kinds.All.Select(PathOf).Distinct()) paths[path] = new JsonObject { ["serverRelativeURL"] = $"{Root}/{path}" };
        return new JsonObject { ["paths"] = paths };
    }

    private static JsonObject Document(List<ResourceKind> kinds)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds)
            paths[$"/{PathOf(kind)}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}/{{name}}"] = new JsonObject { ["patch"] = Patch(kind) };
        return new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = "simulated" },
            ["paths"] = paths,
        };
    }

    private static JsonObject Patch(ResourceKind kind) => new()
    {
        ["parameters"] = new JsonArray(
        [
            .. Parameters.Select(name => new JsonObject
            {
                ["name"] = name, ["in"] = "query", ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
            }),
        ]),
        ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
        ["x-kubernetes-action"] = "patch",
        ["x-kubernetes-group-version-kind"] = new JsonObject { ["group"] = kind.Group, ["kind"] = kind.Name, ["version"] = kind.Version },
    };

    private static string PathOf(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";
}
