using System.Collections.Immutable;
using System.Text.Json;
using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.RealCluster;
using K8sDashboard.Cluster.Watching;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>As <see cref="DifferentialTests"/>, with objects on a real cluster whose every field is set.</summary>
public sealed class RealClusterDifferentialTests(RealObjects objects) : IClassFixture<RealObjects>
{
    private const int Newest = 0;
    private const int Fallback = 2;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Fact]
    public Task Pods_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            PodResource.Definition,
            Newest,
            async api => (await api.CoreV1.ListNamespacedPodAsync(objects.Name)).Items.Select(JsonOracle.Map),
            // The server has one IP family, and a finalizer would block the deletion of the namespace.
            "OtherIps",
            "Finalizers"
        );

    [Fact]
    public Task Nodes_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            NodeResource.Definition,
            Newest,
            async api => [JsonOracle.Map(await api.CoreV1.ReadNodeAsync(objects.Name))],
            "Namespace",
            "Deleted"
        );

    [Fact]
    public Task Namespaces_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            NamespaceResource.Definition,
            Newest,
            async api => [JsonOracle.Map(await api.CoreV1.ReadNamespaceAsync(objects.Name))],
            "Namespace",
            "Deleted",
            "Owner"
        );

    [Fact]
    public Task Deployments_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            DeploymentResource.Definition,
            Newest,
            async api => (await api.AppsV1.ListNamespacedDeploymentAsync(objects.Name)).Items.Select(JsonOracle.Map),
            "Deleted",
            "FirstRevision"
        );

    [Fact]
    public Task ReplicaSets_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            ReplicaSetResource.Definition,
            Newest,
            async api => (await api.AppsV1.ListNamespacedReplicaSetAsync(objects.Name)).Items.Select(JsonOracle.Map),
            "Deleted",
            "Paused",
            "Progressed"
        );

    [Fact]
    public Task Services_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            ServiceResource.Definition,
            Newest,
            async api => (await api.CoreV1.ListNamespacedServiceAsync(objects.Name)).Items.Select(JsonOracle.Map),
            "Deleted"
        );

    [Fact]
    public Task Endpoints_FallbackOfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            EndpointSliceResource.Definition,
            Fallback,
            async api => (await api.CoreV1.ListNamespacedEndpointsAsync(objects.Name)).Items.Select(JsonOracle.Map),
            "Deleted"
        );

    [Fact]
    public Task Events_OfRealCluster_ReadTheSameInProtobufAndJsonWithMappedFieldsSet() =>
        CompareAsync(
            EventResource.Definition,
            Newest,
            async api => (await api.CoreV1.ListNamespacedEventAsync(objects.Name)).Items.Select(JsonOracle.Map),
            "Deleted",
            "Labels",
            "Owner"
        );

    /// <param name="kind">The kind.</param>
    /// <param name="served">One of its served versions.</param>
    /// <param name="oracle">The same objects, from JSON.</param>
    /// <param name="never">Fields that this kind lacks, or that cannot be set here.</param>
    private async Task CompareAsync<TItem>(
        ResourceDefinition<TItem> kind,
        int served,
        Func<IKubernetes, Task<IEnumerable<TItem>>> oracle,
        params string[] never
    )
        where TItem : ClusterObject
    {
        var requests = new ResourceRequests(objects.Connection, ReflectorPolicy.Default, TimeProvider.System);
        var (actual, expected) = (ImmutableArray<TItem>.Empty, ImmutableArray<TItem>.Empty);
        // Controllers keep writing: only reads of the same versions can be compared.
        await Eventually.HoldsAsync(
            "two reads meet the same versions",
            async () =>
            {
                expected = [.. (await oracle(objects.Api)).OrderBy(item => item.Name, StringComparer.Ordinal)];
                actual = [.. (await ReadAsync(requests, kind, served)).OrderBy(item => item.Name, StringComparer.Ordinal)];
                return expected
                    .Select(item => (item.Uid, item.ResourceVersion))
                    .SequenceEqual(actual.Select(item => (item.Uid, item.ResourceVersion)));
            }
        );
        Assert.NotEmpty(actual);
        Assert.Equal(JsonSerializer.Serialize(expected, Readable), JsonSerializer.Serialize(actual, Readable));
        Assert.Empty(MappedFields.UnsetInAll(actual).Except(never));
    }

    private async Task<IEnumerable<TItem>> ReadAsync<TItem>(ResourceRequests requests, ResourceDefinition<TItem> kind, int served)
        where TItem : ClusterObject
    {
        var version = kind.Versions[served];
        var page = await requests.ListAsync(version.Address(kind.Type.IsNamespaced ? objects.Name : ""), null, "", CancellationToken.None);
        var intern = new Interner();
        var all = page.Items.Select(bytes => version.Map(bytes, intern));
        return kind.Type.IsNamespaced ? all : all.Where(item => item.Name == objects.Name);
    }
}
