using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Changes of immutable fields, and valid changes beside them.</summary>
public sealed class ImmutableFieldsTests : IAsyncLifetime
{
    private const string Core = "/api/v1/namespaces/shop";
    private const string Apps = "/apis/apps/v1/namespaces/shop";
    private const string Job = "/apis/batch/v1/namespaces/shop/jobs";
    private const string Template =
        """ "template":{"metadata":{"labels":{"app":"a"}},"spec":{"restartPolicy":"Always","containers":[{"name":"a","image":"a:1"}]}} """;

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync()
    {
        cluster = await Simulated.StartAsync();
        cluster.Web();
        await MakeAsync(
            $"{Core}/pods",
            """{"metadata":{"name":"a"},"spec":{"nodeName":"node-1","containers":[{"name":"a","image":"a:1"}]}}"""
        );
        await MakeAsync($"{Core}/pods", """{"metadata":{"name":"free"},"spec":{"containers":[{"name":"a","image":"a:1"}]}}""");
        await MakeAsync($"{Core}/secrets", """{"metadata":{"name":"a"},"stringData":{"a":"b"}}""");
        await MakeAsync($"{Core}/services", """{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}""");
        await MakeAsync(
            $"{Core}/persistentvolumeclaims",
            """{"metadata":{"name":"a"},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}"""
        );
        await MakeAsync($"{Core}/configmaps", """{"metadata":{"name":"a"},"data":{"a":"b"},"immutable":true}""");
        await MakeAsync(
            $"{Apps}/statefulsets",
            $$$"""{"metadata":{"name":"a"},"spec":{"serviceName":"a","selector":{"matchLabels":{"app":"a"}},{{{Template}}}}}"""
        );
        await MakeAsync(
            Job,
            $$$"""{"metadata":{"name":"a"},"spec":{{{{Template.Replace("Always", "Never", StringComparison.Ordinal)}}}}}"""
        );
    }

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Theory]
    [InlineData(
        $"{Core}/pods/a",
        """{"spec":{"hostNetwork":true}}""",
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`"
    )]
    [InlineData(
        $"{Core}/pods/a",
        """{"spec":{"tolerations":[]}}""",
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`"
    )]
    [InlineData(
        $"{Core}/services/a",
        """{"spec":{"clusterIP":"10.96.7.7"}}""",
        "spec.clusterIPs[0]: Invalid value: [\"10.96.7.7\"]: may not change once set"
    )]
    [InlineData(
        $"{Core}/persistentvolumeclaims/a",
        """{"spec":{"accessModes":["ReadWriteMany"]}}""",
        "spec: Forbidden: spec is immutable after creation except resources.requests"
    )]
    [InlineData($"{Core}/configmaps/a", """{"data":{"a":"c"}}""", "data: Forbidden: field is immutable when `immutable` is set")]
    [InlineData($"{Core}/configmaps/a", """{"immutable":false}""", "immutable: Forbidden: field is immutable when `immutable` is set")]
    [InlineData(
        $"{Core}/configmaps/a",
        """{"binaryData":{"b":"AA=="}}""",
        "binaryData: Forbidden: field is immutable when `immutable` is set"
    )]
    [InlineData($"{Core}/secrets/a", """{"type":"other"}""", "type: Invalid value: \"other\": field is immutable")]
    [InlineData(
        $"{Core}/pods/free",
        """{"spec":{"nodeName":"node-1"}}""",
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`"
    )]
    [InlineData(
        $"{Apps}/deployments/web",
        """{"spec":{"selector":{"matchLabels":{"tier":"x"}},"template":{"metadata":{"labels":{"tier":"x"}}}}}""",
        "field is immutable"
    )]
    [InlineData(
        $"{Apps}/statefulsets/a",
        """{"spec":{"serviceName":"b"}}""",
        "spec: Forbidden: updates to statefulset spec for fields other than 'replicas'"
    )]
    [InlineData($"{Job}/a", """{"spec":{"template":{"metadata":{"labels":{"app":"b"}}}}}""", "spec.template: Invalid value")]
    public async Task ImmutableFields_Changed_AreRejectedWithApiServerMessage(string path, string patch, string why)
    {
        var (code, body) = await cluster.SendAsync(HttpMethod.Patch, path, patch, "application/merge-patch+json");
        Assert.Equal(422, code);
        Assert.Contains(why, (string)JsonNode.Parse(body)!["message"]!, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData($"{Core}/pods/a", """{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a:2"}]}}""")]
    [InlineData($"{Core}/pods/a", """{"spec":{"activeDeadlineSeconds":60}}""")]
    [InlineData($"{Core}/persistentvolumeclaims/a", """{"spec":{"resources":{"requests":{"storage":"2Gi"}}}}""")]
    [InlineData($"{Core}/configmaps/a", """{"metadata":{"labels":{"a":"b"}}}""")]
    [InlineData($"{Apps}/statefulsets/a", """{"spec":{"replicas":5,"minReadySeconds":3}}""")]
    [InlineData($"{Job}/a", """{"spec":{"suspend":true,"parallelism":2}}""")]
    public async Task ImmutableFields_OtherFieldsChanged_AreAccepted(string path, string patch) =>
        Assert.Equal(200, (await cluster.SendAsync(HttpMethod.Patch, path, patch, "application/strategic-merge-patch+json")).Code);

    private async Task MakeAsync(string path, string manifest) =>
        Assert.Equal(201, (await cluster.SendAsync(HttpMethod.Post, path, manifest)).Code);
}
