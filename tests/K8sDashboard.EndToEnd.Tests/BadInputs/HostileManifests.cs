using System.Text.Json.Nodes;

namespace K8sDashboard.EndToEnd.Tests.BadInputs;

/// <summary>Objects of live reads as JSON, with hostile content in every free text.</summary>
/// <param name="texts">The hostile texts.</param>
/// <param name="secret">The value of an annotation that must never be shown.</param>
internal sealed class HostileManifests(IReadOnlyList<string> texts, string secret)
{
    private readonly string all = string.Join(" ¦ ", texts);

    /// <summary>One object as JSON, for live reads.</summary>
    public JsonObject Of(string kind, string name) =>
        new()
        {
            ["kind"] = kind,
            ["metadata"] = new JsonObject
            {
                ["name"] = name,
                ["namespace"] = "shop",
                ["uid"] = $"uid-{name}",
                ["resourceVersion"] = "10",
                ["generation"] = 1,
                ["ownerReferences"] = new JsonArray(
                    new JsonObject
                    {
                        ["uid"] = "uid-web",
                        ["controller"] = true,
                        ["kind"] = "Deployment",
                        ["name"] = "web",
                    }
                ),
                ["annotations"] = new JsonObject(texts.Select((text, i) => KeyValuePair.Create($"{i} {text}", (JsonNode?)text)))
                {
                    ["kubectl.kubernetes.io/last-applied-configuration"] = secret,
                    ["deployment.kubernetes.io/revision"] = name.Length == 5 ? "1" : "2",
                    ["kubernetes.io/change-cause"] = all,
                },
            },
            ["spec"] =
                kind == "Pod"
                    ? PodSpec()
                    : new JsonObject
                    {
                        ["replicas"] = 1,
                        ["strategy"] = new JsonObject { ["type"] = all },
                        ["selector"] = new JsonObject { ["matchLabels"] = new JsonObject { ["app"] = all } },
                        ["template"] = new JsonObject
                        {
                            ["metadata"] = new JsonObject { ["labels"] = new JsonObject { ["app"] = name } },
                            ["spec"] = PodSpec(),
                        },
                    },
            ["status"] = new JsonObject(),
        };

    private JsonObject PodSpec() =>
        new()
        {
            ["serviceAccountName"] = all,
            ["priorityClassName"] = all,
            ["nodeSelector"] = new JsonObject { ["a"] = all },
            ["tolerations"] = new JsonArray(new JsonObject { ["key"] = all }),
            ["volumes"] = List(text => new JsonObject
            {
                ["name"] = text,
                ["hostPath"] = new JsonObject { ["path"] = text },
            }),
            ["containers"] = new JsonArray(
                new JsonObject
                {
                    ["name"] = all,
                    ["image"] = all,
                    ["command"] = List(text => text),
                    ["args"] = List(text => text),
                    ["env"] = List(text => new JsonObject { ["name"] = text, ["value"] = text }),
                    ["volumeMounts"] = List(text => new JsonObject { ["name"] = text, ["mountPath"] = text }),
                    ["ports"] = List(text => new JsonObject { ["name"] = text, ["containerPort"] = 1 }),
                    ["livenessProbe"] = new JsonObject { ["exec"] = new JsonObject { ["command"] = List(text => text) } },
                    ["readinessProbe"] = new JsonObject
                    {
                        ["httpGet"] = new JsonObject { ["path"] = all, ["port"] = all },
                    },
                }
            ),
        };

    private JsonArray List(Func<string, JsonNode> item) => [.. texts.Select(item)];
}
