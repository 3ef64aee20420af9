using System.Text.Json.Nodes;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Tests.Objects;

public sealed class RevisionHistoryTests
{
    private static readonly JsonObject Deployment = Object("""{"metadata":{"uid":"d","generation":4},"spec":{"template":{"spec":{}}}}""");

    [Theory]
    [InlineData("\"abc\"")]
    [InlineData("\"\"")]
    [InlineData("\"-3\"")]
    [InlineData("\"1.5\"")]
    [InlineData("\"0\"")]
    [InlineData("\"99999999999999999999\"")]
    [InlineData("null")]
    public void RevisionHistory_ReplicaSetWithoutAUsableNumber_IsNotOffered(string number) =>
        Assert.Equal([2], RevisionHistory.Of(Deployment, [Set("\"2\""), Set(number)]).Revisions.Select(revision => revision.Number));

    private static JsonObject Set(string number) =>
        Object(
            $$$"""
            {
              "metadata": {
                "name": "web-1", "annotations": { "deployment.kubernetes.io/revision": {{{number}}} },
                "ownerReferences": [{ "uid": "d", "controller": true }]
              },
              "spec": { "template": { "spec": { "containers": [{ "image": "nginx" }] } } }
            }
            """
        );

    private static JsonObject Object(string json) => JsonNode.Parse(json)!.AsObject();
}
