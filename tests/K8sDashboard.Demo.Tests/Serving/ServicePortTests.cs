using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>Cluster IPs and node ports of Services: allocation, stability and conflicts.</summary>
public sealed class ServicePortTests : IAsyncLifetime
{
    private const string Services = "/api/v1/namespaces/shop/services";

    private Simulated cluster = null!;

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public ValueTask DisposeAsync() => cluster.DisposeAsync();

    [Fact]
    public async Task ServicePorts_NodePortAndLoadBalancer_GetDistinctNodePorts()
    {
        var (one, other) = (await CreateAsync("one", "NodePort"), await CreateAsync("other", "LoadBalancer"));
        Assert.InRange(one, 30_000, 32_767);
        Assert.InRange(other, 30_000, 32_767);
        Assert.NotEqual(one, other);
        Assert.Equal(0, await CreateAsync("inside", "ClusterIP"));
    }

    [Theory]
    [InlineData("30080", "spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated")]
    [InlineData(
        "80",
        "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767"
    )]
    public async Task ServicePorts_NodePortTakenOrOutOfRange_IsRejected(string number, string why)
    {
        await cluster.SendAsync(HttpMethod.Post, Services, Manifest("taken", "NodePort", ",\"nodePort\":30080"));
        var (code, body) = await cluster.SendAsync(HttpMethod.Post, Services, Manifest("late", "NodePort", $",\"nodePort\":{number}"));
        Assert.Equal((422, $"Service \"late\" is invalid: {why}"), (code, (string)JsonNode.Parse(body)!["message"]!));
    }

    [Fact]
    public async Task ServicePorts_NodePortOnClusterIpServiceOrDuplicate_IsRejected()
    {
        var (code, body) = await cluster.SendAsync(HttpMethod.Post, Services, Manifest("inside", "ClusterIP", ",\"nodePort\":30080"));
        Assert.Equal(
            (422, "Service \"inside\" is invalid: spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'"),
            (code, (string)JsonNode.Parse(body)!["message"]!)
        );
        var twice =
            """{"metadata":{"name":"twice"},"spec":{"type":"NodePort","ports":[{"name":"a","port":80,"nodePort":30080},"""
            + """{"name":"b","port":81,"nodePort":30080}]}}""";
        Assert.Equal(422, (await cluster.SendAsync(HttpMethod.Post, Services, twice)).Code);
    }

    [Fact]
    public async Task ServicePorts_UpdateWithoutNodePort_KeepsItUntilTypeChanges()
    {
        var given = await CreateAsync("web", "NodePort");
        var address = (string)(await cluster.GetAsync($"{Services}/web"))["spec"]!["clusterIP"]!;
        var (code, _) = await cluster.SendAsync(HttpMethod.Put, $"{Services}/web", Manifest("web", "NodePort", ",\"targetPort\":8081"));
        var kept = (await cluster.GetAsync($"{Services}/web"))["spec"]!;
        Assert.Equal(
            (200, given, address, 8081),
            (code, (int)kept["ports"]![0]!["nodePort"]!, (string)kept["clusterIP"]!, (int)kept["ports"]![0]!["targetPort"]!)
        );

        await cluster.SendAsync(HttpMethod.Patch, $"{Services}/web", """{"spec":{"type":"ClusterIP"}}""", "application/merge-patch+json");
        Assert.Null((await cluster.GetAsync($"{Services}/web"))["spec"]!["ports"]![0]!["nodePort"]);
    }

    private async Task<int> CreateAsync(string name, string type)
    {
        var (code, body) = await cluster.SendAsync(HttpMethod.Post, Services, Manifest(name, type));
        Assert.Equal(201, code);
        return (int?)JsonNode.Parse(body)!["spec"]!["ports"]![0]!["nodePort"] ?? 0;
    }

    private static string Manifest(string name, string type, string more = "") =>
        $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{"type":"{{{type}}}","selector":{"app":"web"},"ports":[{"port":80{{{more}}}}]}}""";
}
