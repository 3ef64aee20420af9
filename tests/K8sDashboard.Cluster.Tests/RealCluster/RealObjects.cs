using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Tests.RealCluster;

/// <summary>
/// Fixture: objects with every field set that the dashboard reads, on a real API server with its controllers, in a separate namespace and
/// on a separate node. Deleted after the tests.
/// </summary>
public sealed class RealObjects : IAsyncLifetime
{
    private const string Reason = "no cluster: run 'make test' as root on Debian, or set TEST_KUBECONFIG to one of your own";

    private readonly string name = $"differential-{Guid.NewGuid().ToString()[..8]}";
    private ClusterConnection? connection;
    private Kubernetes? api;

    /// <summary>The name of both the namespace and the node.</summary>
    public string Name => name;

    /// <summary>Skips the test with a reason where there is no cluster.</summary>
    internal ClusterConnection Connection
    {
        get
        {
            Assert.SkipWhen(connection is null, Reason);
            return connection!;
        }
    }

    /// <summary>The library's own calls have names unchecked by ApiPath: they need a client without the guard.</summary>
    internal IKubernetes Api => api!;

    public async ValueTask InitializeAsync()
    {
        var kubeconfig = Environment.GetEnvironmentVariable("TEST_KUBECONFIG");
        if (string.IsNullOrEmpty(kubeconfig))
            return;
        var identity = ClusterIdentity.Find(new ClusterOptions { Kubeconfig = kubeconfig }, TimeProvider.System);
        connection = identity.Connect();
        api = new Kubernetes(KubernetesClientConfiguration.BuildConfigFromConfigFile(kubeconfig));
        await CreateAsync(api);
    }

    public async ValueTask DisposeAsync()
    {
        if (connection is null || api is null)
            return;
        // No kubelet confirms the termination of a pod on a fake node: only a grace period of zero removes it.
        await api.AppsV1.DeleteCollectionNamespacedDeploymentAsync(name);
        await api.AppsV1.DeleteCollectionNamespacedReplicaSetAsync(name);
        await Eventually.HoldsAsync(
            "the pods are gone",
            async () =>
            {
                await api.CoreV1.DeleteCollectionNamespacedPodAsync(name, gracePeriodSeconds: 0);
                return (await api.CoreV1.ListNamespacedPodAsync(name)).Items.Count == 0;
            }
        );
        await api.CoreV1.DeleteNamespaceAsync(name);
        await api.CoreV1.DeleteNodeAsync(name);
        api.Dispose();
        connection.Dispose();
    }

    private async Task CreateAsync(Kubernetes api)
    {
        var space = await api.CoreV1.CreateNamespaceAsync(SampleObjects.Namespace(name));
        await Eventually.HoldsAsync(
            "the namespace has its service account",
            async () => (await api.CoreV1.ListNamespacedServiceAccountAsync(name)).Items.Count > 0
        );

        await api.CoreV1.CreateNodeAsync(SampleObjects.Node(name, space));
        await api.CoreV1.PatchNodeStatusAsync(Patch(new V1Node { Status = SampleObjects.NodeStatus() }), name);

        var map = await api.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "owner" } }, name);
        var owner = SampleObjects.OwnedBy("v1", "ConfigMap", map.Metadata);
        await api.CoreV1.CreateNamespacedPodAsync(SamplePods.Pod("evicted", name, owner), name);
        await api.CoreV1.PatchNamespacedPodStatusAsync(Patch(new V1Pod { Status = SamplePods.Evicted() }), "evicted", name);
        await api.CoreV1.CreateNamespacedPodAsync(SamplePods.Pod("terminating", name, owner), name);
        await api.CoreV1.DeleteNamespacedPodAsync("terminating", name);

        foreach (var service in SampleServices.Services(owner))
            await api.CoreV1.CreateNamespacedServiceAsync(service, name);
        await api.CoreV1.PatchNamespacedServiceStatusAsync(
            Patch(new V1Service { Status = SampleServices.LoadBalancer() }),
            "balanced",
            name
        );
        await api.CoreV1.CreateNamespacedEndpointsAsync(SampleServices.Endpoints(name, owner), name);
        await api.CoreV1.CreateNamespacedEventAsync(SampleObjects.Event(name), name);

        await api.AppsV1.CreateNamespacedReplicaSetAsync(SampleWorkloads.StuckReplicaSet(name), name);
        foreach (var deployment in SampleWorkloads.Deployments(name, owner))
            await api.AppsV1.CreateNamespacedDeploymentAsync(deployment, name);
        await SettleAsync(api);
    }

    /// <summary>Sets the status of the Deployment's pod in place of a kubelet and waits for the controllers.</summary>
    private async Task SettleAsync(Kubernetes api)
    {
        await Eventually.HoldsAsync(
            "the deployment is available",
            async () =>
            {
                foreach (var pod in (await api.CoreV1.ListNamespacedPodAsync(name, labelSelector: "app=web")).Items)
                    await api.CoreV1.PatchNamespacedPodStatusAsync(
                        Patch(new V1Pod { Status = SamplePods.Running() }),
                        pod.Metadata.Name,
                        name
                    );
                return (await api.AppsV1.ReadNamespacedDeploymentAsync("web", name)).Status.AvailableReplicas == 1;
            }
        );
        await Eventually.HoldsAsync(
            "the ReplicaSet that may make no pods says so",
            async () => (await api.AppsV1.ReadNamespacedReplicaSetAsync("stuck", name)).Status.Conditions is { Count: > 0 }
        );
    }

    private static V1Patch Patch(object body) => new(KubernetesJson.Serialize(body), V1Patch.PatchType.MergePatch);
}
