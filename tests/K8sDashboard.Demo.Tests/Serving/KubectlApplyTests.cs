using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Tests.Serving;

/// <summary>
/// Manifests with each installed kubectl: old ones read the OpenAPI document before a write, newer ones rely on the server.
/// </summary>
public sealed class KubectlApplyTests : IAsyncLifetime
{
    private const string Manifest = """
        {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"cart","namespace":"shop"},
        "spec":{"replicas":2,"selector":{"matchLabels":{"app":"cart"}},"template":{"metadata":{"labels":{"app":"cart"}},
        "spec":{"containers":[{"name":"cart","image":"cart:1","ports":[{"containerPort":80}]},{"name":"proxy","image":"proxy:1"}],
        "volumes":[{"name":"v","emptyDir":{}}]}}}}
        """;

    private readonly string file = Path.GetTempFileName();
    private Simulated cluster = null!;

    public static TheoryData<string> Kubectls => [.. Kubectl.All];

    public async ValueTask InitializeAsync() => cluster = await Simulated.StartAsync();

    public async ValueTask DisposeAsync()
    {
        File.Delete(file);
        await cluster.DisposeAsync();
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Kubectls))]
    public async Task KubectlApply_FieldSetByOtherClient_IsKeptWhenNotInManifest(string found)
    {
        using var kubectl = new Kubectl(cluster, found);
        await WriteAsync(Manifest);
        Assert.Equal("deployment.apps/cart created", await kubectl.RunAsync($"apply -f {file}"));
        await kubectl.RunAsync("set env deployment/cart -n shop --containers=cart MODE=test");
        await WriteAsync(
            Manifest
                .Replace("cart:1", "cart:2", StringComparison.Ordinal)
                .Replace("\"emptyDir\":{}", "\"configMap\":{\"name\":\"c\"}", StringComparison.Ordinal)
        );
        Assert.Contains("cart:2", await kubectl.RunAsync($"diff -f {file}"));
        Assert.Equal("deployment.apps/cart configured", await kubectl.RunAsync($"apply -f {file}"));
        var spec = cluster.Store.Get<Deployment>("shop", "cart")!.Spec.Template.Spec;
        Assert.Equal(
            ("cart:2", "MODE", null, "c"),
            (
                spec.Containers[0].Image,
                spec.Containers[0].Env.Single().Name,
                spec.Volumes[0].VolumeSource.EmptyDir,
                spec.Volumes[0].VolumeSource.ConfigMap.LocalObjectReference.Name
            )
        );
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Kubectls))]
    public async Task KubectlApply_UnknownField_IsRejected(string found)
    {
        using var kubectl = new Kubectl(cluster, found);
        await WriteAsync(Manifest.Replace("replicas", "replicaz", StringComparison.Ordinal));
        Assert.Matches("unknown field \"(spec.)?replicaz\"", await kubectl.RunAsync($"apply -f {file}"));
        Assert.Null(cluster.Store.Get<Deployment>("shop", "cart"));
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Kubectls))]
    public async Task KubectlApply_ServerSideAfterClientSide_TakesOverFieldsAndReportsConflicts(string found)
    {
        using var kubectl = new Kubectl(cluster, found);
        await WriteAsync(Manifest);
        await kubectl.RunAsync($"apply -f {file}");
        await WriteAsync(Manifest.Replace("cart:1", "cart:2", StringComparison.Ordinal));
        Assert.Equal("deployment.apps/cart serverside-applied", await kubectl.RunAsync($"apply --server-side -f {file}"));
        await WriteAsync(Manifest.Replace("cart:1", "cart:3", StringComparison.Ordinal));
        Assert.Contains(
            "conflict with \"kubectl\": .spec.template.spec.containers[name=\"cart\"].image",
            await kubectl.RunAsync($"apply --server-side --field-manager=other -f {file}")
        );
        Assert.Equal("cart:2", cluster.Store.Get<Deployment>("shop", "cart")!.Spec.Template.Spec.Containers[0].Image);
        Assert.Equal(
            "deployment.apps/cart serverside-applied",
            await kubectl.RunAsync($"apply --server-side --force-conflicts --field-manager=other -f {file}")
        );
        Assert.Equal("cart:3", cluster.Store.Get<Deployment>("shop", "cart")!.Spec.Template.Spec.Containers[0].Image);
    }

    [Theory(SkipTestWithoutData = true)]
    [MemberData(nameof(Kubectls))]
    public async Task Kubectl_CreateEditAndExplain_Succeed(string found)
    {
        using var kubectl = new Kubectl(cluster, found);
        await WriteAsync(Manifest);
        Assert.Equal("deployment.apps/cart created", await kubectl.RunAsync($"create -f {file}"));
        Assert.Equal(
            "deployment.apps/cart edited",
            await kubectl.RunAsync("edit deployment cart -n shop", editor: "sed -i s/cart:1/cart:4/")
        );
        Assert.Equal("cart:4", cluster.Store.Get<Deployment>("shop", "cart")!.Spec.Template.Spec.Containers[0].Image);
        Assert.Matches(@"containerPort\s+<integer>", await kubectl.RunAsync("explain deployment.spec.template.spec.containers.ports"));
    }

    private Task WriteAsync(string manifest) => File.WriteAllTextAsync(file, manifest);
}
