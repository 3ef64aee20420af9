using System.Text.Json.Nodes;

namespace K8sDashboard.Demo.Tests.Parity;

/// <content>Endpoints of Services, with pods on a node without a kubelet.</content>
public abstract partial class ApiScenarios
{
    private const string Selecting =
        """{"metadata":{"name":"s"},"spec":{"selector":{"app":"mix"},"ports":[{"name":"http","port":80,"targetPort":"web"}]}}""";

    [Fact]
    public async Task EndpointSlice_OfAServiceWithoutPods_HasNoPorts()
    {
        await Api.ObjectAsync("POST", Services, Selecting);
        var slice = await Api.WaitForAsync(await SlicesAsync(), "slice", _ => true);
        Assert.Equal((0, 0), (slice["ports"]?.AsArray().Count ?? 0, slice["endpoints"]?.AsArray().Count ?? 0));
    }

    [Fact]
    public async Task EndpointSlice_OfAnotherManager_IsLeftAlone()
    {
        const string Others =
            """{"metadata":{"name":"other","labels":"""
            + """{"kubernetes.io/service-name":"s","endpointslice.kubernetes.io/managed-by":"me.example.com"}}"""
            + ""","addressType":"IPv4","ports":[{"name":"http","port":99,"protocol":"TCP"}],"endpoints":[{"addresses":"""
            + """["10.1.2.3"]}]}""";
        var path = await SlicesAsync();
        var other = await Api.ObjectAsync("POST", path, Others);
        await Api.ObjectAsync("POST", Services, Selecting);
        await Api.WaitForAsync(
            path,
            "slice of the controller",
            one => (string?)one["metadata"]!["labels"]!["endpointslice.kubernetes.io/managed-by"] == "endpointslice-controller.k8s.io"
        );
        Assert.Equal(other.ToJsonString(), (await Api.ObjectAsync("GET", $"{path}/other")).ToJsonString());
    }

    [Fact]
    public Task EndpointSlice_NamedTargetPort_IsLookedUpInEachPod() =>
        OnANodeAsync(async () =>
        {
            var path = await SlicesAsync();
            await PodAsync("mix-a", 8080, "10.9.9.1", ready: true);
            await PodAsync("mix-b", 9090, "10.9.9.2", ready: true);
            await PodAsync("mix-c", null, "10.9.9.3", ready: true);
            await Api.ObjectAsync("POST", Services, Selecting);
            foreach (var wanted in new[] { "http=8080: mix-a True", "http=9090: mix-b True", ": mix-c True" })
                await Api.WaitForAsync(path, wanted, one => Endpoints(one) == wanted);
            Assert.Equal(3, (await Api.ObjectAsync("GET", path))["items"]!.AsArray().Count);
            var subsets = (await Api.ObjectAsync("GET", "api/v1/namespaces/SPACE/endpoints/s"))["subsets"]!.AsArray();
            Assert.Equal(
                ["8080 10.9.9.1", "9090 10.9.9.2"],
                subsets.Select(subset => $"{subset!["ports"]![0]!["port"]} {subset["addresses"]![0]!["ip"]}").Order(StringComparer.Ordinal)
            );
        });

    [Fact]
    public Task EndpointSlice_PublishNotReadyAddresses_CallsPodsReadyThatAreNot() =>
        OnANodeAsync(async () =>
        {
            var path = await SlicesAsync();
            await PodAsync("mix-a", 8080, "10.9.9.1", ready: false);
            await Api.ObjectAsync("POST", Services, Selecting);
            await Api.WaitForAsync(path, "endpoint that is not ready", one => Endpoints(one) == "http=8080: mix-a False");
            await Api.ObjectAsync("PATCH", $"{Services}/s", """{"spec":{"publishNotReadyAddresses":true}}""", Merge);
            await Api.WaitForAsync(path, "endpoint that is published", one => Endpoints(one) == "http=8080: mix-a True");
            await Api.WaitForAsync(
                "api/v1/namespaces/SPACE/endpoints",
                "published address",
                one => one["subsets"]?[0]?["addresses"] is not null
            );
        });

    // Before 1.21 the API version of EndpointSlices was another.
    private async Task<string> SlicesAsync()
    {
        var version = (await Api.AskAsync("GET", "apis/discovery.k8s.io/v1")).Code == 200 ? "v1" : "v1beta1";
        return $"apis/discovery.k8s.io/{version}/namespaces/SPACE/endpointslices";
    }

    private async Task PodAsync(string name, int? port, string address, bool ready)
    {
        var ports = port is null ? "" : $$""","ports":[{"name":"web","containerPort":{{port}}}]""";
        const string Spec =
            """{"automountServiceAccountToken":false,"nodeName":"SPACE-node","containers":[{"name":"c","image":"c:1"PORTS}]}""";
        const string Status =
            """{"status":{"phase":"Running","podIP":"ADDRESS","podIPs":[{"ip":"ADDRESS"}],"conditions":"""
            + """[{"type":"Ready","status":"READY"}]}}""";
        var spec = Spec.Replace("PORTS", ports, StringComparison.Ordinal);
        await Api.ObjectAsync("POST", Pods, $"{{\"metadata\":{{\"name\":\"{name}\",\"labels\":{{\"app\":\"mix\"}}}},\"spec\":{spec}}}");
        await Api.ObjectAsync(
            "PATCH",
            $"{Pods}/{name}/status",
            Status.Replace("ADDRESS", address, StringComparison.Ordinal).Replace("READY", $"{ready}", StringComparison.Ordinal),
            Merge
        );
    }

    private static string Endpoints(JsonNode slice) =>
        $"{string.Join(',', slice["ports"]?.AsArray().Select(port => $"{port!["name"]}={port["port"]}") ?? [])}: "
        + string.Join(
            ',',
            slice["endpoints"]?.AsArray().Select(endpoint => $"{endpoint!["targetRef"]!["name"]} {(bool)endpoint["conditions"]!["ready"]!}")
                ?? []
        );
}
