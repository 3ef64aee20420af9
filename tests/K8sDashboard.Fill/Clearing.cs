using k8s;
using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>Deletes the objects of this tool only, by their marker label.</summary>
internal sealed class Clearing(ClusterWrites cluster, TextWriter console)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = cluster.Time.GetTimestamp();
        var names = await NamespacesAsync(cancellation);
        await cluster.EachAsync(names, EmptyAsync, cancellation);
        await cluster.EachAsync(
            names,
            (name, token) => cluster.SendAsync((api, t) => api.CoreV1.DeleteNamespaceAsync(name, cancellationToken: t), token),
            cancellation
        );
        await cluster.SendAsync(
            (api, token) => api.CoreV1.DeleteCollectionNodeAsync(labelSelector: Layout.Mark, cancellationToken: token),
            cancellation
        );
        while (await NamespacesAsync(cancellation) is { Count: > 0 } left)
        {
            if (cluster.Time.GetElapsedTime(began) > Timeout)
                throw new FillException($"Still there after {Timeout.TotalMinutes:0} minutes: {string.Join(", ", left)}.");
            await Task.Delay(Pause, cluster.Time, cancellation);
        }

        await console.WriteLineAsync($"Removed after {cluster.Time.GetElapsedTime(began).TotalSeconds:0} s.");
    }

    /// <summary>
    /// ReplicaSets first, since they would recreate their pods; then the pods, with grace period 0, since there is no kubelet.
    /// </summary>
    private async Task EmptyAsync(string name, CancellationToken cancellation)
    {
        await cluster.SendAsync(
            (api, token) =>
                api.AppsV1.DeleteCollectionNamespacedReplicaSetAsync(
                    name,
                    labelSelector: Layout.Mark,
                    propagationPolicy: "Background",
                    cancellationToken: token
                ),
            cancellation
        );
        await cluster.SendAsync(
            (api, token) =>
                api.CoreV1.DeleteCollectionNamespacedPodAsync(
                    name,
                    gracePeriodSeconds: 0,
                    labelSelector: Layout.Mark,
                    cancellationToken: token
                ),
            cancellation
        );
        await console.WriteLineAsync($"{name}: pods removed.");
    }

    private async Task<List<string>> NamespacesAsync(CancellationToken cancellation)
    {
        var found = await cluster.ListAsync<V1NamespaceList, V1Namespace>(
            (api, next, token) =>
                api.CoreV1.ListNamespaceAsync(labelSelector: Layout.Mark, continueParameter: next, cancellationToken: token),
            cancellation
        );
        return [.. found.Select(item => item.Metadata.Name)];
    }
}
