using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Actions;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;

namespace K8sDashboard.Cluster.Tests.Actions;

/// <summary>Golden files: each folder of <c>golden</c> is a case of action and live object in, API call or refusal out.</summary>
public class ActionGoldenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 6, 30, 0, 250, TimeSpan.Zero);

    public static TheoryData<string> Cases => [.. Directory.GetDirectories(Folder()).Select(folder => Path.GetFileName(folder)).Order()];

    [Theory]
    [MemberData(nameof(Cases))]
    public void ResourceAction_GoldenCase_PlansTheRecordedCallOrRejection(string name)
    {
        var sets = Read(name, "replicasets") is { } list ? list.Items("items").ToList() : [];
        var live = new LiveTarget(Read(name, "live")!, sets);
        var before = live.Object.DeepClone();

        var action = Action(Read(name, "action")!);

        var call = Preconditions.Refusal(action, live) is { } refused ? AsJson(refused) : AsJson(action.Request(live, Now));
        Assert.True(JsonNode.DeepEquals(Read(name, "call"), call), $"{name} came to {call}");
        Assert.True(JsonNode.DeepEquals(before, live.Object), "The live object was changed while it was planned.");
    }

    private static JsonObject AsJson(WriteRequest request) =>
        new()
        {
            ["method"] = request.Method.Method,
            ["path"] = request.Path,
            ["contentType"] = request.ContentType,
            ["body"] = request.Body.DeepClone(),
        };

    private static JsonObject AsJson(ActionResult refused) => new() { ["result"] = refused.Name, ["message"] = refused.Message };

    private static IResourceAction Action(JsonObject json)
    {
        var type = ResourceCatalog.TypeOf("apps/v1", json.Text("kind"));
        var target = new ActionTarget(type, new(json.Text("namespace"), json.Text("name")), json.Text("uid"));
        var seen = json.Whole("seen")!.Value;
        return json.Text("verb") switch
        {
            "Scale" => new ScaleAction(target, (int)seen, (int)json.Whole("replicas")!.Value),
            "Restart" => new RestartAction(target, seen),
            _ => new RollbackAction(target, seen, json.Whole("revision")!.Value),
        };
    }

    private static JsonObject? Read(string name, string file) =>
        Path.Combine(Folder(), name, file + ".json") is var path && File.Exists(path)
            ? JsonNode.Parse(File.ReadAllText(path))!.AsObject()
            : null;

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
