using System.Text.Json.Nodes;

namespace K8sDashboard.EndToEnd.Tests.Rights;

/// <summary>Randomly generated roles and bindings of one user: cluster-wide or namespaced, for kinds or single objects.</summary>
internal sealed class RandomRights(Random random, string person, string home, string other)
{
    private static readonly (string Group, string Resource)[] Kinds =
    [
        ("", "pods"),
        ("", "services"),
        ("", "nodes"),
        ("", "namespaces"),
        ("", "events"),
        ("", "endpoints"),
        ("apps", "deployments"),
        ("apps", "replicasets"),
        ("apps", "deployments/scale"),
        ("discovery.k8s.io", "endpointslices"),
    ];

    private static readonly string[][] Verbs =
    [
        ["get"],
        ["list"],
        ["watch"],
        ["list", "watch"],
        ["get", "list", "watch"],
        ["update"],
        ["patch"],
        ["get", "update", "patch"],
        ["*"],
    ];

    /// <summary>One to four grants: never all permissions, sometimes hardly any.</summary>
    public JsonObject Manifest() =>
        new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "List",
            ["items"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).SelectMany(Grant)]),
        };

    /// <summary>A role, and its binding in the cluster or in one of the two namespaces.</summary>
    private IEnumerable<JsonNode> Grant(int index)
    {
        var name = $"{person}-{index}";
        var everywhere = random.Next(3) == 0;
        var @namespace = random.Next(2) == 0 ? home : other;
        var ofCluster = everywhere || random.Next(2) == 0;
        yield return Meta(
            ofCluster ? "ClusterRole" : "Role",
            name,
            ofCluster ? null : @namespace,
            ("rules", new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Rule())]))
        );
        yield return Meta(
            everywhere ? "ClusterRoleBinding" : "RoleBinding",
            name,
            everywhere ? null : @namespace,
            (
                "roleRef",
                new JsonObject
                {
                    ["apiGroup"] = "rbac.authorization.k8s.io",
                    ["kind"] = ofCluster ? "ClusterRole" : "Role",
                    ["name"] = name,
                }
            ),
            (
                "subjects",
                new JsonArray(
                    new JsonObject
                    {
                        ["kind"] = "ServiceAccount",
                        ["name"] = person,
                        ["namespace"] = home,
                    }
                )
            )
        );
    }

    private JsonObject Rule()
    {
        var some = Enumerable.Range(0, random.Next(1, 6)).Select(_ => Kinds[random.Next(Kinds.Length)]).Distinct().ToList();
        var rule = new JsonObject
        {
            ["apiGroups"] = random.Next(12) == 0 ? new JsonArray("*") : Texts(some.Select(kind => kind.Group).Distinct()),
            ["resources"] = random.Next(12) == 0 ? new JsonArray("*") : Texts(some.Select(kind => kind.Resource)),
            ["verbs"] = Texts(Enumerable.Range(0, random.Next(1, 3)).SelectMany(_ => Verbs[random.Next(Verbs.Length)]).Distinct()),
        };
        if (random.Next(4) == 0)
            rule["resourceNames"] = new JsonArray("web");
        return rule;
    }

    private static JsonObject Meta(string kind, string name, string? @namespace, params (string Key, JsonNode Value)[] more)
    {
        var made = new JsonObject
        {
            ["apiVersion"] = "rbac.authorization.k8s.io/v1",
            ["kind"] = kind,
            ["metadata"] = new JsonObject { ["name"] = name },
        };
        if (@namespace is not null)
            made["metadata"]!["namespace"] = @namespace;
        foreach (var (key, value) in more)
            made[key] = value;
        return made;
    }

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => (JsonNode)text)]);
}
