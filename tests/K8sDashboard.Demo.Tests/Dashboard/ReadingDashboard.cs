using K8sDashboard.Cluster;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.State;
using K8sDashboard.Demo.Tests.Serving;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The dashboard's cluster services on a simulated cluster's kubeconfig.</summary>
internal sealed class ReadingDashboard : IAsyncDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);

    private readonly string kubeconfig;
    private readonly IHost host;

    private ReadingDashboard(string kubeconfig, IHost host)
    {
        this.kubeconfig = kubeconfig;
        this.host = host;
    }

    public ClusterStore Store => host.Services.GetRequiredService<ClusterStore>();

    /// <summary>Resolves a service of the dashboard.</summary>
    public T Service<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    public static Task<ReadingDashboard> StartAsync(Simulated cluster, string user = "admin") =>
        StartAsync(cluster.Server.Kubeconfig, user);

    public static async Task<ReadingDashboard> StartAsync(string kubeconfig, string user = "admin")
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, kubeconfig);
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?> { ["Cluster:Kubeconfig"] = file, ["Cluster:Context"] = $"demo-{user}" }
        );
        builder.AddCluster();
        var host = builder.Build();
        await host.StartAsync();
        return new ReadingDashboard(file, host);
    }

    /// <summary>Waits for a snapshot; fails with the pods that were there instead.</summary>
    public async Task<ClusterSnapshot> SeeAsync(Func<ClusterSnapshot, bool> expected)
    {
        using var timeout = new CancellationTokenSource(Timeout);
        try
        {
            await foreach (var snapshot in Store.WatchAsync(timeout.Token))
            {
                if (expected(snapshot))
                    return snapshot;
            }
        }
        catch (OperationCanceledException)
        {
            // Fails with the message below.
        }

        var pods = Store.Current.Pods;
        throw new Xunit.Sdk.XunitException(
            $"not seen; there is {pods.Sync} with {string.Join(' ', pods.Items.Take(20).Select(pod => pod.Name))}"
        );
    }

    public Task<ClusterSnapshot> SeePodsAsync(params string[] names) =>
        SeeAsync(snapshot =>
            snapshot.Pods.Sync is SyncState.Live
            && snapshot.Pods.Items.Select(pod => pod.Name).Order(StringComparer.Ordinal).SequenceEqual(names)
        );

    public async ValueTask DisposeAsync()
    {
        await host.StopAsync();
        host.Dispose();
        File.Delete(kubeconfig);
    }
}
