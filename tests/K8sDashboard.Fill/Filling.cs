using System.Collections.Immutable;
using k8s;
using k8s.Models;

namespace K8sDashboard.Fill;

/// <summary>Creates missing objects: namespaces, nodes, ReplicaSets, pods. Idempotent.</summary>
internal sealed class Filling(ClusterWrites cluster, FillOptions options, TextWriter console)
{
    private const int Page = 500;

    public async Task RunAsync(CancellationToken cancellation)
    {
        var began = cluster.Time.GetTimestamp();
        await NamespacesAsync(cancellation);
        await NodesAsync(cancellation);
        var made = 0;
        // Namespace by namespace, so that each ReplicaSet soon has all of its pods.
        foreach (var name in Layout.AllNamespaces)
            made += await PodsAsync(name, cancellation);
        await console.WriteLineAsync(
            $"{options.Nodes} nodes and {options.Pods} pods are there, {made} pods new, after "
                + $"{cluster.Time.GetElapsedTime(began).TotalSeconds:0} s."
        );
    }

    private Task NamespacesAsync(CancellationToken cancellation) =>
        cluster.EachAsync(
            Layout.AllNamespaces,
            (name, token) =>
                cluster.SendAsync(
                    (api, t) =>
                        api.CoreV1.CreateNamespaceAsync(
                            new V1Namespace
                            {
                                Metadata = new V1ObjectMeta
                                {
                                    Name = name,
                                    Labels = new Dictionary<string, string> { [Layout.Mark] = "true" },
                                },
                            },
                            cancellationToken: t
                        ),
                    token
                ),
            cancellation
        );

    /// <summary>Updates existing nodes too: the heartbeat keeps them Ready.</summary>
    private async Task NodesAsync(CancellationToken cancellation)
    {
        var known = (
            await cluster.ListAsync<V1NodeList, V1Node>(
                (api, next, token) =>
                    api.CoreV1.ListNodeAsync(labelSelector: Layout.Mark, limit: Page, continueParameter: next, cancellationToken: token),
                cancellation
            )
        ).ToDictionary(node => node.Metadata.Name);
        await cluster.EachAsync(Enumerable.Range(0, options.Nodes), MakeAsync, cancellation);
        await console.WriteLineAsync($"{options.Nodes} nodes are Ready, {options.Nodes - known.Count} of them new.");

        async Task MakeAsync(int number, CancellationToken token)
        {
            var name = Layout.NodeName(number);
            if (!known.TryGetValue(name, out var node))
                await cluster.SendAsync((api, t) => api.CoreV1.CreateNodeAsync(FakeNode.Create(number), cancellationToken: t), token);
            var since = node?.Metadata.CreationTimestamp ?? cluster.Now;
            var patch = Patch(new V1Node { Status = FakeNode.Status(number, since, cluster.Now) });
            await cluster.SendAsync((api, t) => api.CoreV1.PatchNodeStatusAsync(patch, name, cancellationToken: t), token);
        }
    }

    /// <returns>The number of missing pods.</returns>
    private async Task<int> PodsAsync(string name, CancellationToken cancellation)
    {
        var wanted = Enumerable.Range(0, options.Pods).Where(pod => Layout.Namespace(Layout.SetOf(pod)) == name).ToList();
        var known = (
            await cluster.ListAsync<V1PodList, V1Pod>(
                (api, next, token) =>
                    api.CoreV1.ListNamespacedPodAsync(
                        name,
                        labelSelector: Layout.Mark,
                        limit: Page,
                        continueParameter: next,
                        cancellationToken: token
                    ),
                cancellation
            )
        ).ToDictionary(pod => pod.Metadata.Name, pod => pod.Status.ContainerStatuses is { Count: > 0 });
        var missing = wanted.Where(pod => !known.ContainsKey(Layout.PodName(pod))).ToList();
        var unreported = wanted.Where(pod => known.TryGetValue(Layout.PodName(pod), out var reported) && !reported).ToList();
        var owners = missing.Count == 0 ? [] : await SetsAsync(name, [.. missing.Select(Layout.SetOf).Distinct()], cancellation);
        await cluster.EachAsync(missing, CreateAsync, cancellation);
        await cluster.EachAsync(unreported, ReportAsync, cancellation);
        if (missing.Count > 0)
            await console.WriteLineAsync($"{name}: {wanted.Count} pods, {missing.Count} of them new.");
        return missing.Count;

        async Task CreateAsync(int pod, CancellationToken token)
        {
            var body = FakePod.Create(pod, options.Nodes, owners.GetValueOrDefault(Layout.SetOf(pod)));
            await cluster.SendAsync((api, t) => api.CoreV1.CreateNamespacedPodAsync(body, name, cancellationToken: t), token);
            await ReportAsync(pod, token);
        }

        Task ReportAsync(int pod, CancellationToken token)
        {
            var life = Layout.LifeOf(pod);
            var patch = Patch(new V1Pod { Status = FakePodStatus.Of(pod, life, life == Life.Crashing ? 4 + (pod % 60) : 0, cluster.Now) });
            return cluster.SendAsync(
                (api, t) => api.CoreV1.PatchNamespacedPodStatusAsync(patch, Layout.PodName(pod), name, cancellationToken: t),
                token
            );
        }
    }

    private async Task<ImmutableDictionary<int, V1ReplicaSet>> SetsAsync(
        string name,
        ImmutableArray<int> sets,
        CancellationToken cancellation
    )
    {
        var known = (
            await cluster.ListAsync<V1ReplicaSetList, V1ReplicaSet>(
                (api, next, token) =>
                    api.AppsV1.ListNamespacedReplicaSetAsync(
                        name,
                        labelSelector: Layout.Mark,
                        limit: Page,
                        continueParameter: next,
                        cancellationToken: token
                    ),
                cancellation
            )
        ).ToDictionary(set => set.Metadata.Name);
        var owners = new System.Collections.Concurrent.ConcurrentDictionary<int, V1ReplicaSet>();
        await cluster.EachAsync(sets, MakeAsync, cancellation);
        return owners.ToImmutableDictionary();

        async Task MakeAsync(int set, CancellationToken token)
        {
            var wanted = FakeSet.Create(set, options.Pods);
            var there = known.TryGetValue(wanted.Metadata.Name, out var old)
                // Never lowered: the controller would delete pods.
                ? old.Spec.Replicas >= wanted.Spec.Replicas
                    ? old
                    : await cluster.SendAsync(
                        (api, t) =>
                            api.AppsV1.PatchNamespacedReplicaSetAsync(
                                Patch(new V1ReplicaSet { Spec = new V1ReplicaSetSpec { Replicas = wanted.Spec.Replicas } }),
                                wanted.Metadata.Name,
                                name,
                                cancellationToken: t
                            ),
                        token
                    )
                : await cluster.SendAsync(
                    (api, t) => api.AppsV1.CreateNamespacedReplicaSetAsync(wanted, name, cancellationToken: t),
                    token
                );
            if (there is not null)
                owners[set] = there;
        }
    }

    private static V1Patch Patch(object body) => new(KubernetesJson.Serialize(body), V1Patch.PatchType.MergePatch);
}
