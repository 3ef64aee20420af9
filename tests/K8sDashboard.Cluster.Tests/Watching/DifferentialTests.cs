using System.Text.Json;
using k8s;
using k8s.Models;
using K8sDashboard.Cluster.Objects;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;
using K8sDashboard.Cluster.Tests.Transcripts;
using K8sDashboard.Cluster.Watching;
using K8sDashboard.Cluster.Wire;
using ClusterEvent = K8sDashboard.Cluster.Resources.Events.ClusterEvent;
using EndpointSlice = K8sDashboard.Cluster.Resources.Services.EndpointSlice;
using Node = K8sDashboard.Cluster.Resources.Nodes.Node;
using Pod = K8sDashboard.Cluster.Resources.Pods.Pod;
using Service = K8sDashboard.Cluster.Resources.Services.Service;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>Differential test: the same list in protobuf by the production mapping and in JSON by KubernetesClient, by field.</summary>
public class DifferentialTests
{
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    [Fact]
    public void Pods_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(PodResource.Definition, Items<V1PodList>("pods").Items.Select(JsonOracle.Map));

    [Fact]
    public void Nodes_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(NodeResource.Definition, Items<V1NodeList>("nodes").Items.Select(JsonOracle.Map));

    [Fact]
    public void Namespaces_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(NamespaceResource.Definition, Items<V1NamespaceList>("namespaces").Items.Select(JsonOracle.Map));

    [Fact]
    public void Deployments_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(DeploymentResource.Definition, Items<V1DeploymentList>("deployments").Items.Select(JsonOracle.Map));

    [Fact]
    public void ReplicaSets_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(ReplicaSetResource.Definition, Items<V1ReplicaSetList>("replicasets").Items.Select(JsonOracle.Map));

    [Fact]
    public void StatefulSets_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(StatefulSetResource.Definition, Items<V1StatefulSetList>("statefulsets").Items.Select(JsonOracle.Map));

    [Fact]
    public void Services_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(ServiceResource.Definition, Items<V1ServiceList>("services").Items.Select(JsonOracle.Map));

    [Fact]
    public void EndpointSlices_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(EndpointSliceResource.Definition, Items<V1EndpointSliceList>("endpointslices").Items.Select(JsonOracle.Map));

    [Fact]
    public void EndpointSlices_OfV1Beta1_ReadTheSameInProtobufAndJson()
    {
        var intern = new Interner();
        var beta = Assert.Single(EndpointSliceResource.Definition.Versions, version => version.Root == "apis/discovery.k8s.io/v1beta1");
        var listed = ListPage.Parse(Transcript.Bytes("endpointslices.pb.body", Transcript.Kubernetes120));
        var actual = listed.Items.Select(bytes => beta.Map(bytes, intern)).ToList();
        using var expected = JsonDocument.Parse(Transcript.Text("endpointslices.json.body", Transcript.Kubernetes120));

        Assert.Equal(
            JsonSerializer.Serialize(expected.RootElement.GetProperty("items").EnumerateArray().Select(BetaSliceOracle.Map), Readable),
            JsonSerializer.Serialize(actual, Readable)
        );
        Assert.Contains(actual, slice => slice.Subsets[0].Endpoints[0] is { NodeName: "node-1", PodName.Length: > 0 });
    }

    [Fact]
    public void Events_ListedInProtobufAndJson_ReadTheSame() =>
        Compare(EventResource.Definition, Items<Corev1EventList>("events").Items.Select(JsonOracle.Map));

    /// <summary>Each mapped field is set in some sample, here or in <see cref="RealClusterDifferentialTests"/>.</summary>
    [Theory]
    [InlineData("pods", "Message,Reason,HostNetwork,ReadinessGates,DeletionGracePeriod,DeletionRequested,Finalizers,OtherIps")]
    [InlineData("nodes", "ExternalIp,Taints,Owner,Unschedulable,PodCidr")]
    [InlineData("deployments", "Owner,Paused,ChangeCause,FirstRevision,SelectorExpressions")]
    [InlineData("replicasets", "Paused,Conditions,SelectorExpressions,FirstRevision,Progressed")]
    [InlineData(
        "statefulsets",
        "Labels,Owner,Ready,Available,Paused,Revision,FirstRevision,ChangeCause,Conditions,SelectorExpressions,Progressed"
    )]
    [InlineData("services", "ExternalName,ExternalIps,LoadBalancerAddresses,PublishNotReadyAddresses,Owner")]
    [InlineData("endpointslices", "")]
    [InlineData("events", "Labels,Owner,SubObject")]
    public void MappedFields_RecordedSamples_AreSetUnlessListedAsExceptions(string kind, string onlyOnTheRealCluster)
    {
        IEnumerable<object> items = kind switch
        {
            "pods" => Decode(PodResource.Definition),
            "nodes" => Decode(NodeResource.Definition),
            "deployments" => Decode(DeploymentResource.Definition),
            "replicasets" => Decode(ReplicaSetResource.Definition),
            "statefulsets" => Decode(StatefulSetResource.Definition),
            "services" => Decode(ServiceResource.Definition),
            "endpointslices" => Decode(EndpointSliceResource.Definition),
            "events" => Decode(EventResource.Definition),
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
        Assert.Empty(MappedFields.UnsetInAll([.. items]).Except(["Deleted", "Namespace", "Kind", .. onlyOnTheRealCluster.Split(',')]));
    }

    private static void Compare<TItem>(ResourceDefinition<TItem> kind, IEnumerable<TItem> expected)
        where TItem : ClusterObject =>
        Assert.Equal(JsonSerializer.Serialize(expected, Readable), JsonSerializer.Serialize(Decode(kind), Readable));

    private static List<TItem> Decode<TItem>(ResourceDefinition<TItem> kind)
        where TItem : ClusterObject
    {
        var intern = new Interner();
        return
        [
            .. ListPage.Parse(Transcript.Bytes($"{kind.Type.Plural}.pb.body")).Items.Select(bytes => kind.Versions[0].Map(bytes, intern)),
        ];
    }

    private static TList Items<TList>(string kind) => KubernetesJson.Deserialize<TList>(Transcript.Text($"{kind}.json.body"));
}
