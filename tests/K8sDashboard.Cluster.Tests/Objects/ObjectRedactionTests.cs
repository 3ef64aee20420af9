using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Tests.Objects;

public class ObjectRedactionTests
{
    [Fact]
    public void ObjectYaml_Secret_HidesValues()
    {
        var text = ObjectYaml.Of(
            JsonNode.Parse("""{"kind":"Secret","data":{"password":"aHVudGVyMg=="},"stringData":{"token":"hunter2"}}""")!
        );

        Assert.DoesNotContain("hunter2", text);
        Assert.DoesNotContain("aHVudGVyMg", text);
        Assert.Contains("password: (not shown)", text);
    }

    [Fact]
    public void ObjectYaml_LastAppliedAndManagedFields_AreOmitted()
    {
        var text = ObjectYaml.Of(
            JsonNode.Parse(
                """
                {"metadata":{"managedFields":[{"manager":"x"}],
                "annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\"password\":1}","a":"b"}}}
                """
            )!
        );

        Assert.Equal("metadata:\n  annotations:\n    a: b", text);
    }

    [Fact]
    public void ObjectRedaction_OfAnObject_LeavesItUnchanged()
    {
        var secret = JsonNode.Parse("""{"kind":"Secret","data":{"password":"aHVudGVyMg=="}}""")!;

        ObjectRedaction.Of(secret);

        Assert.Equal("aHVudGVyMg==", secret["data"]!["password"]!.GetValue<string>());
    }
}
