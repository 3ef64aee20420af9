using System.Text.Json.Nodes;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Encoding;
using K8sDashboard.Demo.Serving;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Strategic merge patches as sent by kubectl, compared with the real server's results.</summary>
public sealed class StrategicMergeTests
{
    private const string Containers =
        """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"}]},"""
        + """{"name":"log","image":"log:1"}]}}}}""";

    public static TheoryData<string, string, string, string> Patches { get; } =
        new()
        {
            {
                "set image merges the container by its name and leaves the others",
                Containers,
                """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"web"},{"name":"log"}],"containers":"""
                    + """[{"image":"log:2","name":"log"}]}}}}""",
                """{"spec":{"template":{"spec":{"containers":[{"name":"web","image":"web:1","env":[{"name":"A","value":"1"}]},"""
                    + """{"name":"log","image":"log:2"}]}}}}"""
            },
            {
                "a container that is marked is taken away",
                Containers,
                """{"spec":{"template":{"spec":{"containers":[{"$patch":"delete","name":"web"}]}}}}""",
                """{"spec":{"template":{"spec":{"containers":[{"name":"log","image":"log:1"}]}}}}"""
            },
            {
                "a new container is put where the order says",
                Containers,
                """{"spec":{"template":{"spec":{"$setElementOrder/containers":[{"name":"new"},{"name":"web"},{"name":"log"}]"""
                    + ""","containers":[{"name":"new","image":"new:1"}]}}}}""",
                """{"spec":{"template":{"spec":{"containers":[{"name":"new","image":"new:1"},"""
                    + """{"name":"web","image":"web:1","env":[{"name":"A","value":"1"}]},{"name":"log","image":"log:1"}]}}}}"""
            },
            {
                "null takes a field away",
                """{"spec":{"replicas":3,"paused":true}}""",
                """{"spec":{"paused":null}}""",
                """{"spec":{"replicas":3}}"""
            },
            {
                "what is to be retained drops the rest",
                """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":1}}}}""",
                """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Recreate"}}}""",
                """{"spec":{"strategy":{"type":"Recreate"}}}"""
            },
            {
                "finalizers are merged as values",
                """{"metadata":{"finalizers":["a","b"]}}""",
                """{"metadata":{"$deleteFromPrimitiveList/finalizers":["a"],"finalizers":["c"]}}""",
                """{"metadata":{"finalizers":["b","c"]}}"""
            },
            {
                "a list without a key is replaced",
                """{"spec":{"template":{"spec":{"tolerations":[{"key":"a"}]}}}}""",
                """{"spec":{"template":{"spec":{"tolerations":[{"key":"b"}]}}}}""",
                """{"spec":{"template":{"spec":{"tolerations":[{"key":"b"}]}}}}"""
            },
            {
                "an object that is to be replaced is",
                """{"spec":{"selector":{"matchLabels":{"a":"1"}}}}""",
                """{"spec":{"selector":{"$patch":"replace","matchLabels":{"b":"2"}}}}""",
                """{"spec":{"selector":{"matchLabels":{"b":"2"}}}}"""
            },
            {
                "labels are merged one by one",
                """{"metadata":{"labels":{"a":"1","b":"2"}}}""",
                """{"metadata":{"labels":{"b":null,"c":"3"}}}""",
                """{"metadata":{"labels":{"a":"1","c":"3"}}}"""
            },
        };

    [Theory]
    [MemberData(nameof(Patches))]
    public void StrategicMergePatch_FieldsWithMergeRules_AreMergedByThem(string what, string before, string patch, string after)
    {
        var merged = StrategicMergePatch.Apply(
            JsonNode.Parse(before)!.AsObject(),
            JsonNode.Parse(patch)!.AsObject(),
            JsonShape.Of(Deployment.Descriptor)
        );
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(after), merged), $"{what}: {merged.ToJsonString()}");
    }

    [Theory]
    [InlineData("""{"a":[1,2]}""", """[{"op":"add","path":"/a/-","value":3},{"op":"remove","path":"/a/0"}]""", """{"a":[2,3]}""")]
    [InlineData("""{"a":{"b/c":1}}""", """[{"op":"move","from":"/a/b~1c","path":"/d"}]""", """{"a":{},"d":1}""")]
    [InlineData(
        """{"a":1}""",
        """[{"op":"test","path":"/a","value":1},{"op":"copy","from":"/a","path":"/b"},{"op":"replace","path":"/a","value":null}]""",
        """{"a":null,"b":1}"""
    )]
    public void JsonPatch_ValidOperations_AreApplied(string before, string patch, string after) =>
        Assert.Equal(after, JsonPatch.Apply(JsonNode.Parse(before)!, JsonNode.Parse(patch)).ToJsonString());

    [Theory]
    [InlineData("""[{"op":"remove","path":"/none"}]""")]
    [InlineData("""[{"op":"replace","path":"/none","value":1}]""")]
    [InlineData("""[{"op":"add","path":"/x/y","value":1}]""")]
    [InlineData("""[{"op":"test","path":"/a","value":2}]""")]
    [InlineData("""[{"op":"jump","path":"/a"}]""")]
    [InlineData("""[5]""")]
    public void JsonPatch_InvalidOperation_Answers422(string patch) =>
        Assert.Equal(
            422,
            Assert.Throws<ApiFailure>(() => JsonPatch.Apply(JsonNode.Parse("""{"a":1}""")!, JsonNode.Parse(patch))).Status.Code
        );
}
