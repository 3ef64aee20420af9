using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;

namespace K8sDashboard.Cluster.Tests.Objects;

public class ObjectTextTests
{
    [Fact]
    public void ObjectText_OfAnObject_HasItsKeysInTheOrderOfKubectl()
    {
        var text = ObjectText.Of(
            JsonNode.Parse(
                """
                {"kind":"Pod","apiVersion":"v1",
                "spec":{"containers":[{"name":"a","args":["-x","--y=1"],"ports":[{"containerPort":80}]}],
                "volumes":[],"securityContext":{},"hostNetwork":true}}
                """
            )!
        );

        Assert.Equal(
            """
            apiVersion: v1
            kind: Pod
            spec:
              containers:
              - args:
                - "-x"
                - "--y=1"
                name: a
                ports:
                - containerPort: 80
              hostNetwork: true
              securityContext: {}
              volumes: []
            """.ReplaceLineEndings("\n"),
            text
        );
    }

    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("registry.example/web:1.0", "registry.example/web:1.0")]
    [InlineData("two words", "two words")]
    [InlineData("", "\"\"")]
    [InlineData("1", "\"1\"")]
    [InlineData("1e3", "\"1e3\"")]
    [InlineData("yes", "\"yes\"")]
    [InlineData("null", "\"null\"")]
    [InlineData("a: b", "\"a: b\"")]
    [InlineData("key:", "\"key:\"")]
    [InlineData("#no comment", "\"#no comment\"")]
    [InlineData("a\nb", "\"a\\nb\"")]
    [InlineData("\u001b[2K", "\"\\\\u001b[2K\"")]
    [InlineData("übung", "\"übung\"")]
    public void ObjectText_StringAmbiguousInYaml_IsQuoted(string value, string written) =>
        Assert.Equal($"v: {written}", ObjectText.Of(new JsonObject { ["v"] = value }));

    [Fact]
    public void ObjectText_Secret_HidesValues()
    {
        var text = ObjectText.Of(
            JsonNode.Parse("""{"kind":"Secret","data":{"password":"aHVudGVyMg=="},"stringData":{"token":"hunter2"}}""")!
        );

        Assert.DoesNotContain("hunter2", text);
        Assert.DoesNotContain("aHVudGVyMg", text);
        Assert.Contains("password:", text);
    }

    [Fact]
    public void ObjectText_LastAppliedAndManagedFields_AreOmitted()
    {
        var text = ObjectText.Of(
            JsonNode.Parse(
                """
                {"metadata":{"managedFields":[{"manager":"x"}],
                "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"password\":1}","a":"b"}}}
                """
            )!
        );

        Assert.Equal("metadata:\n  annotations:\n    a: b", text);
    }
}
