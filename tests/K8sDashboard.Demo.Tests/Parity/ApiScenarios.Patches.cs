namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Patches: strategic merge, JSON patch, and no-ops.</content>
public abstract partial class ApiScenarios
{
    [Fact]
    public async Task Patch_WithoutChange_KeepsVersion()
    {
        var map = await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        Assert.Equal(Version(map), Version(await Api.ObjectAsync("PATCH", $"{Maps}/m", """{"data":{"a":"1"}}""", Merge)));
    }

    [Fact]
    public async Task StrategicMergePatch_Containers_AreMergedByName()
    {
        await WebAsync();
        var web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":"""
                + """[{"name":"new","image":"new:1"},{"name":"log","image":"log:2"},{"$patch":"delete","name":"web"}]}}}}""",
            Strategic
        );
        Assert.Equal(
            "new new:1 log log:2",
            string.Join(' ', web["spec"]!["template"]!["spec"]!["containers"]!.AsArray().Select(one => $"{one!["name"]} {one["image"]}"))
        );
        var (code, text) = await Api.AskAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"log"}],"containers":"""
                + """[{"name":"log","image":"log:3"},{"name":"new","image":"new:2"}]}}}}""",
            Strategic
        );
        Assert.Equal(500, code);
        Assert.Contains("doesn't match $setElementOrder list", text);
        web = await Api.ObjectAsync(
            "PATCH",
            $"{Deployments}/web",
            """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""",
            Strategic
        );
        Assert.Equal("""{"type":"Recreate"}""", web["spec"]!["strategy"]!.ToJsonString());
    }

    [Fact]
    public async Task JsonPatch_OneOperationFails_AppliesNothing()
    {
        await Api.ObjectAsync("POST", Maps, """{"metadata":{"name":"m"},"data":{"a":"1"}}""");
        var failed = Refusal(422, "Invalid", "the server rejected our request due to an error in our request", """{}""");
        Assert.Equal(
            failed,
            await Api.AskAsync(
                "PATCH",
                $"{Maps}/m",
                """[{"op":"replace","path":"/data/a","value":"2"},{"op":"test","path":"/data/a","value":"3"}]""",
                Json
            )
        );
        Assert.Equal(failed, await Api.AskAsync("PATCH", $"{Maps}/m", """[{"op":"remove","path":"/data/none"}]""", Json));
        Assert.Equal(
            """{"b":"1"}""",
            (await Api.ObjectAsync("PATCH", $"{Maps}/m", """[{"op":"move","from":"/data/a","path":"/data/b"}]""", Json))[
                "data"
            ]!.ToJsonString()
        );
    }
}
