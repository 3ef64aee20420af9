using System.Text.Json.Nodes;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>The discovery endpoints: versions, groups, and the resources of each.</summary>
internal sealed class Discovery(bool servesUsage)
{
    private static readonly string[] Verbs = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];
    private static readonly string[] SubresourceVerbs = ["get", "patch", "update"];
    private static readonly string[] Read = ["get", "list"];
    private static readonly string[] CreateOnly = ["create"];

    private readonly List<(string Group, string Version)> groups =
    [
        .. Kinds
            .All.Select(kind => (kind.Group, kind.Version))
            .Concat(Reviews.Served.Select(review => (review.Group, "v1")))
            .Concat(servesUsage ? [(UsageApi.Group, UsageApi.Version)] : [])
            .Where(group => group.Item1.Length > 0)
            .Distinct(),
    ];

    /// <summary>The index of paths, for / and unknown paths.</summary>
    public JsonObject Paths =>
        new()
        {
            ["paths"] = new JsonArray([
                "/api",
                "/api/v1",
                "/apis",
                .. groups.SelectMany(group => new JsonNode[] { $"/apis/{group.Group}", $"/apis/{group.Group}/{group.Version}" }),
                "/healthz",
                "/livez",
                "/metrics",
                "/openapi/v2",
                "/openapi/v3",
                "/readyz",
                "/version",
            ]),
        };

    /// <summary>The response of a discovery path; null for others.</summary>
    public JsonObject? At(string path) =>
        path.Split('/', StringSplitOptions.RemoveEmptyEntries) switch
        {
            ["api"] => new JsonObject
            {
                ["kind"] = "APIVersions",
                ["versions"] = new JsonArray("v1"),
                ["serverAddressByClientCIDRs"] = new JsonArray(),
            },
            ["apis"] => new JsonObject
            {
                ["kind"] = "APIGroupList",
                ["apiVersion"] = "v1",
                ["groups"] = new JsonArray([.. groups.Select(group => Group(group.Group, group.Version, isAlone: false))]),
            },
            ["api", "v1"] => Resources("", "v1"),
            ["apis", var group] when groups.Find(one => one.Group == group) is { Group: not null } found => Group(
                found.Group,
                found.Version,
                isAlone: true
            ),
            ["apis", var group, var version] when groups.Contains((group, version)) => Resources(group, version),
            _ => null,
        };

    private static JsonObject Group(string group, string version, bool isAlone)
    {
        JsonObject Named() => new() { ["groupVersion"] = $"{group}/{version}", ["version"] = version };
        var answer = isAlone ? new JsonObject { ["kind"] = "APIGroup", ["apiVersion"] = "v1" } : [];
        answer["name"] = group;
        answer["versions"] = new JsonArray(Named());
        answer["preferredVersion"] = Named();
        return answer;
    }

    private JsonObject Resources(string group, string version)
    {
        var answer = new JsonObject { ["kind"] = "APIResourceList" };
        // The core group's APIResourceList omits apiVersion, for historical reasons.
        if (group.Length > 0)
            answer["apiVersion"] = "v1";
        answer["groupVersion"] = group.Length == 0 ? version : $"{group}/{version}";
        answer["resources"] = new JsonArray([.. Rows(group).OrderBy(row => (string)row["name"]!, StringComparer.Ordinal)]);
        return answer;
    }

    private IEnumerable<JsonObject> Rows(string group)
    {
        foreach (var kind in Kinds.All.Where(kind => kind.Group == group))
        {
            yield return Row(kind.Plural, kind.Name.ToLowerInvariant(), kind.Namespaced, kind.Name, Verbs, kind);
            if (kind.Scales)
                yield return Row($"{kind.Plural}/scale", "", kind.Namespaced, "Scale", SubresourceVerbs, of: ("autoscaling", "v1"));
            if (kind.Status is not null)
                yield return Row($"{kind.Plural}/status", "", kind.Namespaced, kind.Name, SubresourceVerbs);
        }

        if (group.Length == 0)
        {
            yield return Row("pods/log", "", true, "Pod", ["get"]);
            yield return Row("pods/exec", "", true, "PodExecOptions", ["create", "get"]);
            yield return Row("pods/eviction", "", true, "Eviction", CreateOnly, of: ("policy", "v1"));
        }

        foreach (var review in Reviews.Served.Where(review => review.Group == group))
            yield return Row(review.Plural, review.Kind.ToLowerInvariant(), false, review.Kind, CreateOnly);
        if (group != UsageApi.Group)
            yield break;
        yield return Row("nodes", "", false, "NodeMetrics", Read);
        yield return Row("pods", "", true, "PodMetrics", Read);
    }

    private static JsonObject Row(
        string name,
        string singular,
        bool namespaced,
        string kind,
        string[] verbs,
        ResourceKind? full = null,
        (string Group, string Version) of = default
    )
    {
        var row = new JsonObject
        {
            ["name"] = name,
            ["singularName"] = singular,
            ["namespaced"] = namespaced,
        };
        if (of.Group is not null)
            (row["group"], row["version"]) = (of.Group, of.Version);
        row["kind"] = kind;
        row["verbs"] = new JsonArray([.. verbs.Select(verb => JsonValue.Create(verb))]);
        if (full is { ShortNames.Count: > 0 })
            row["shortNames"] = new JsonArray([.. full.ShortNames.Select(one => JsonValue.Create(one))]);
        if (full is { Categories.Count: > 0 })
            row["categories"] = new JsonArray([.. full.Categories.Select(one => JsonValue.Create(one))]);
        return row;
    }
}
