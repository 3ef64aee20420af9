using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Fill;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Prometheus;

namespace K8sDashboard.Soak;

/// <summary>A real cluster with constant churn, and the product's reflectors of all kinds.</summary>
internal static class ClusterChurn
{
    private const int Pods = 400;
    private const int PerSecond = 10;

    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<Finding[]> RunAsync(TimeSpan time, string kubeconfig)
    {
        var clock = TimeProvider.System;
        using var writes = ClusterWrites.Connect(kubeconfig, qps: 100, clock);
        var found = await CountAsync(writes);
        var options = new FillOptions
        {
            Kubeconfig = kubeconfig,
            Nodes = 10,
            Pods = Math.Max(Pods, found),
            Churn = PerSecond,
            For = time,
        };
        try
        {
            await new Filling(writes, options, TextWriter.Null).RunAsync(CancellationToken.None);
            var identity = ClusterIdentity.Find(new ClusterOptions { Kubeconfig = kubeconfig }, TimeProvider.System);
            using var connection = identity.Connect();
            using var store = new ClusterStore(clock);
            var meter = new ReflectorMeter(new CollectorRegistry(), clock);
            using var optional = new OptionalKinds();
            using var watcher = new ClusterWatcher(
                connection,
                store,
                meter,
                optional,
                clock,
                Options.Create(new ClusterOptions()),
                NullLogger<ClusterWatcher>.Instance
            );
            await watcher.StartAsync(CancellationToken.None);
            await new Churn(writes, options, TextWriter.Null).RunAsync(CancellationToken.None);
            var (drift, of) = await DriftAsync(writes, store);
            var loop = meter.Loops.Single(one => one.Kind == "pods");
            await watcher.StopAsync(CancellationToken.None);
            return
            [
                new($"real cluster, {PerSecond} of {of} pods changed a second: drift at the end", $"{drift}", "0", drift == 0),
                new("… lists after the first", $"{loop.Relists}", "0", loop.Relists == 0),
                new("… objects that could not be read", $"{loop.Quarantined}", "0", loop.Quarantined == 0),
            ];
        }
        finally
        {
            // Objects that existed before this run are kept: others may be using them.
            if (found == 0)
                await new Clearing(writes, TextWriter.Null).RunAsync(CancellationToken.None);
        }
    }

    /// <summary>The number of pods that differ between store and server after a time to converge.</summary>
    private static async Task<(int Drift, int Of)> DriftAsync(ClusterWrites writes, ClusterStore store)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var truth = (await AllAsync(writes)).Select(pod => $"{pod.Namespace()}/{pod.Name()} {pod.ResourceVersion()}").ToHashSet();
            var held = store
                .Current.Pods.Items.Where(pod => Layout.AllNamespaces.Contains(pod.Namespace))
                .Select(pod => $"{pod.Ref.Namespace}/{pod.Name} {pod.ResourceVersion}")
                .ToHashSet();
            var of = truth.Count;
            truth.SymmetricExceptWith(held);
            if (truth.Count == 0 || TimeProvider.System.GetElapsedTime(began) > Timeout)
                return (truth.Count, of);
            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    private static async Task<int> CountAsync(ClusterWrites writes) => (await AllAsync(writes)).Count;

    private static async Task<List<V1Pod>> AllAsync(ClusterWrites writes)
    {
        var all = await writes.ListAsync<V1PodList, V1Pod>(
            (api, next, token) => api.CoreV1.ListPodForAllNamespacesAsync(limit: 500, continueParameter: next, cancellationToken: token),
            CancellationToken.None
        );
        return [.. all.Where(pod => Layout.AllNamespaces.Contains(pod.Namespace()))];
    }
}
