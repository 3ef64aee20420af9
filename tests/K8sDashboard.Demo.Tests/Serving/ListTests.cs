using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Encoding;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>A PodList is wire-compatible with a message of a ListMeta (1) and pods (2).</summary>
public sealed class ListTests : IAsyncLifetime
{
    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task List_ObjectsChangeBetweenPages_ShowsOneVersionAndRemainingCount()
    {
        foreach (var name in new[] { "a", "b", "c", "d", "e" })
            cluster.Pod(name);
        var first = await cluster.GetAsync("/api/v1/pods?limit=2");
        Assert.Equal(3, (int)first["metadata"]!["remainingItemCount"]!);
        cluster.Store.Delete<Pod>("shop", "d");
        cluster.Pod("c2");

        var second = await cluster.GetAsync($"/api/v1/pods?limit=2&continue={first["metadata"]!["continue"]}");
        var third = await cluster.GetAsync($"/api/v1/pods?limit=2&continue={second["metadata"]!["continue"]}");
        Assert.Equal(["a", "b", "c", "d", "e"], new[] { first, second, third }.SelectMany(Names));
        Assert.Equal((string)first["metadata"]!["resourceVersion"]!, (string)third["metadata"]!["resourceVersion"]!);
        Assert.Null(third["metadata"]!["continue"]);
        Assert.Null(third["metadata"]!["remainingItemCount"]);
    }

    [Fact]
    public async Task List_ContinueAfterCompaction_Answers410Expired()
    {
        foreach (var name in new[] { "a", "b", "c" })
            cluster.Pod(name);
        var first = await cluster.GetAsync("/api/v1/pods?limit=2");
        cluster.Server.Compact();
        var (code, body) = await cluster.SendAsync(HttpMethod.Get, $"/api/v1/pods?limit=2&continue={first["metadata"]!["continue"]}");
        Assert.Equal(410, code);
        Assert.Contains("\"reason\":\"Expired\"", body);
    }

    [Theory]
    [InlineData("labelSelector=app%3Dweb", "web-1 web-2")]
    [InlineData("labelSelector=app%21%3Dweb", "db-1")]
    [InlineData("labelSelector=app+in+(db,cart)", "db-1")]
    [InlineData("labelSelector=app+notin+(db),app", "web-1 web-2")]
    [InlineData("labelSelector=%21tier", "db-1 web-1 web-2")]
    [InlineData("labelSelector=tier", "")]
    [InlineData("labelSelector=app%3Dweb,tier%3Dfront", "")]
    [InlineData("fieldSelector=metadata.name%3Dweb-2", "web-2")]
    [InlineData("fieldSelector=spec.nodeName%3Dnode-2", "web-2")]
    [InlineData("fieldSelector=spec.nodeName%21%3Dnode-2,status.phase%3DRunning", "db-1 web-1")]
    [InlineData("fieldSelector=status.phase%3D%3DFailed", "")]
    public async Task List_LabelOrFieldSelector_ReturnsMatchingObjects(string selection, string names)
    {
        cluster.Pod("db-1");
        cluster.Pod("web-1");
        cluster.Pod("web-2", shape: pod => pod.Spec.NodeName = "node-2");
        Assert.Equal(names, string.Join(' ', Names(await cluster.GetAsync($"/api/v1/namespaces/shop/pods?{selection}"))));
        Assert.Equal(names, string.Join(' ', await PagedAsync($"/api/v1/pods?limit=1&{selection}")));
    }

    [Fact]
    public async Task List_UnsupportedFieldSelector_IsRejected() =>
        Assert.Contains(
            "field label not supported: spec.containers",
            (await cluster.SendAsync(HttpMethod.Get, "/api/v1/pods?fieldSelector=spec.containers%3Dx")).Body
        );

    [Fact]
    public async Task List_OneNamespace_ContainsOnlyItsObjects()
    {
        cluster.Pod("a");
        cluster.Pod("b", "payments");
        Assert.Equal(["b"], Names(await cluster.GetAsync("/api/v1/namespaces/payments/pods")));
        Assert.Equal(["b", "a"], Names(await cluster.GetAsync("/api/v1/pods")));
    }

    [Fact]
    public async Task List_ProtobufOrJson_ReturnsSameObjects()
    {
        foreach (var i in Enumerable.Range(0, 300))
            cluster.Pod($"web-{i:000}", shape: pod => pod.Metadata.Annotations["note"] = new string('x', i * 10));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pods");
        request.Headers.Add("Accept", "application/vnd.kubernetes.protobuf");
        using var response = await cluster.Admin.SendAsync(request);
        Assert.Equal("application/vnd.kubernetes.protobuf", response.Content.Headers.ContentType!.MediaType);
        var body = ProtobufEnvelope.Unwrap(await response.Content.ReadAsByteArrayAsync());
        Assert.Equal("PodList", body.TypeMeta.Kind);
        // A PodList has the shape of a message with a ListMeta at 1 and pods at 2.
        var pods = new List<Pod>();
        var list = new Google.Protobuf.CodedInputStream(body.Raw.ToByteArray());
        var meta = new ListMeta();
        while (list.ReadTag() is var tag and not 0)
        {
            if (tag == 10)
                list.ReadMessage(meta);
            else
                pods.Add(Pod.Parser.ParseFrom(list.ReadBytes()));
        }

        var json = await cluster.GetAsync("/api/v1/pods");
        Assert.Equal((string)json["metadata"]!["resourceVersion"]!, meta.ResourceVersion);
        Assert.Equal(Names(json), pods.Select(pod => pod.Metadata.Name));
        Assert.Equal(cluster.Store.List<Pod>(), pods);
    }

    [Fact]
    public async Task List_LargeWithGzipAccepted_IsCompressed()
    {
        foreach (var i in Enumerable.Range(0, 100))
            cluster.Pod($"web-{i}", shape: pod => pod.Metadata.Annotations["note"] = new string('x', 2_000));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/pods");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var response = await cluster.Admin.SendAsync(request);
        Assert.Equal(["gzip"], response.Content.Headers.ContentEncoding);
        await using var unzipped = new System.IO.Compression.GZipStream(
            await response.Content.ReadAsStreamAsync(),
            System.IO.Compression.CompressionMode.Decompress
        );
        var list = (await System.Text.Json.Nodes.JsonNode.ParseAsync(unzipped))!.AsObject();
        Assert.Equal(100, list["items"]!.AsArray().Count);
    }

    [Fact]
    public async Task List_OverHttp11_IsServed()
    {
        cluster.Pod("a");
        using var response = await cluster.Client("admin", new Version(1, 1)).GetAsync(new Uri("/api/v1/pods", UriKind.Relative));
        Assert.Equal((200, new Version(1, 1)), ((int)response.StatusCode, response.Version));
    }

    private async Task<List<string>> PagedAsync(string path)
    {
        List<string> names = [];
        var next = "";
        do
        {
            var page = await cluster.GetAsync($"{path}&continue={next}");
            names.AddRange(Names(page));
            next = (string?)page["metadata"]!["continue"] ?? "";
        } while (next.Length > 0);
        return names;
    }

    private static IEnumerable<string> Names(System.Text.Json.Nodes.JsonObject list) =>
        list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
}
