using k8s;
using K8sDashboard.Demo.Fleet;

namespace K8sDashboard.Demo.Tests;

public sealed class WholeDemoTests
{
    private static readonly DemoOptions Bare = new() { Prometheus = false, Dashboard = false };

    [Fact]
    public Task Demo_StartedAndStopped_ServesSeededClusterAndRemovesFolder() => ServesAsync(Bare, nodes: 10, pods: (120, 200));

    [Fact]
    public Task Demo_FleetRequested_ServesFleetBesideSeededCluster() =>
        ServesAsync(Bare with { Fleet = new FleetSize(50, 500, 20) }, nodes: 60, pods: (610, 710));

    private static async Task ServesAsync(DemoOptions options, int nodes, (int Least, int Most) pods)
    {
        using var console = new HeardConsole();
        using var stop = new CancellationTokenSource();
        var running = new Demo(options, new DemoConsole(console, TimeProvider.System), TimeProvider.System).RunAsync(stop.Token);
        var line = await console.HearAsync("export KUBECONFIG=", running);
        var kubeconfig = line.Split('=', ' ').First(word => word.StartsWith(Path.GetTempPath(), StringComparison.Ordinal));
        using var client = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        Assert.InRange((await client.CoreV1.ListPodForAllNamespacesAsync()).Items.Count, pods.Least, pods.Most);
        Assert.Equal(nodes, (await client.CoreV1.ListNodeAsync()).Items.Count);

        await stop.CancelAsync();
        await running;
        Assert.False(Directory.Exists(Path.GetDirectoryName(kubeconfig)));
    }
}
