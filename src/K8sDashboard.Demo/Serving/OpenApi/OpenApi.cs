using System.Text.Json.Nodes;
using Google.Protobuf;
using K8sDashboard.Demo.Storage;
using Microsoft.AspNetCore.Http;

namespace K8sDashboard.Demo.Serving;

/// <summary>
/// The OpenAPI documents that kubectl reads before a write: fields and merge keys, dry run support, and server-side field validation.
/// Version 2 as one document, in JSON and in the binary form of kubectl; version 3 by group.
/// </summary>
internal static class OpenApi
{
    private const string Two = "/openapi/v2";
    private const string Three = "/openapi/v3";
    private const string Binary = "proto-openapi.spec.v2";

    private static readonly string[] Parameters = ["dryRun", "fieldManager", "fieldValidation"];
    private static readonly Lazy<JsonObject> Swagger = new(MakeSwagger);
    private static readonly Lazy<byte[]> BinarySwagger = new(() => SwaggerProtobuf.Of(Swagger.Value).ToByteArray());

    /// <summary>The JSON document of a path; null for others.</summary>
    public static JsonObject? At(string path)
    {
        if (path == Two)
            return Swagger.Value;
        if (path == Three)
            return Index();
        if (!path.StartsWith(Three + "/", StringComparison.Ordinal))
            return null;
        var served = Kinds.All.Where(kind => PathOf(kind) == path[(Three.Length + 1)..]).ToList();
        return served.Count == 0 ? null : MakeDocument(served);
    }

    /// <summary>Writes the binary form, if it is accepted.</summary>
    public static async Task<bool> AnswerBinaryAsync(HttpContext http)
    {
        // Its media type contains an invalid character (@), so that .NET can neither parse nor send it as one.
        if (http.Request.Path.Value != Two || !http.Request.Headers.Accept.ToString().Contains(Binary, StringComparison.Ordinal))
            return false;
        await Answers.WriteAsync(http, 200, "application/octet-stream", BinarySwagger.Value);
        return true;
    }

    private static JsonObject Index()
    {
        var paths = new JsonObject();
        foreach (var path in Kinds.All.Select(PathOf).Distinct())
            paths[path] = new JsonObject { ["serverRelativeURL"] = $"{Three}/{path}" };
        return new JsonObject { ["paths"] = paths };
    }

    private static JsonObject MakeSwagger() =>
        new()
        {
            ["swagger"] = "2.0",
            ["info"] = Info(),
            ["paths"] = Paths(
                Kinds.All,
                name => new JsonObject
                {
                    ["name"] = name,
                    ["in"] = "query",
                    ["type"] = "string",
                    ["uniqueItems"] = true,
                }
            ),
            ["definitions"] = SchemaDefinitions.Of(Kinds.All, "#/definitions/"),
        };

    private static JsonObject MakeDocument(List<ResourceKind> kinds) =>
        new()
        {
            ["openapi"] = "3.0.0",
            ["info"] = Info(),
            ["paths"] = Paths(
                kinds,
                name => new JsonObject
                {
                    ["name"] = name,
                    ["in"] = "query",
                    ["schema"] = new JsonObject { ["type"] = "string", ["uniqueItems"] = true },
                }
            ),
            ["components"] = new JsonObject { ["schemas"] = SchemaDefinitions.Of(kinds, "#/components/schemas/") },
        };

    private static JsonObject Info() => new() { ["title"] = "Kubernetes", ["version"] = "simulated" };

    private static JsonObject Paths(IEnumerable<ResourceKind> kinds, Func<string, JsonObject> parameter)
    {
        var paths = new JsonObject();
        foreach (var kind in kinds)
        {
            paths[$"/{PathOf(kind)}/{(kind.Namespaced ? "namespaces/{namespace}/" : "")}{kind.Plural}/{{name}}"] = new JsonObject
            {
                ["patch"] = new JsonObject
                {
                    ["parameters"] = new JsonArray([.. Parameters.Select(parameter)]),
                    ["responses"] = new JsonObject { ["200"] = new JsonObject { ["description"] = "OK" } },
                    ["x-kubernetes-action"] = "patch",
                    ["x-kubernetes-group-version-kind"] = SchemaDefinitions.Identity(kind),
                },
            };
        }

        return paths;
    }

    private static string PathOf(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";
}
