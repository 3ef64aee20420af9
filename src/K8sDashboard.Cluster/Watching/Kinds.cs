using System.Collections.Immutable;
using Google.Protobuf;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;

namespace K8sDashboard.Cluster.Watching;

/// <summary>The watched kinds: one row each.</summary>
internal static class Kinds
{
    public static readonly ResourceKind<Node> Nodes = new(
        "nodes",
        false,
        [Served<Wire.Node, Node>("api/v1", "nodes", Wire.Node.Parser, NodeMapping.Map)],
        (snapshot, table) => snapshot with { Nodes = table }
    );

    public static readonly ResourceKind<Namespace> Namespaces = new(
        "namespaces",
        false,
        [Served<Wire.Namespace, Namespace>("api/v1", "namespaces", Wire.Namespace.Parser, NamespaceMapping.Map)],
        (snapshot, table) => snapshot with { Namespaces = table }
    );

    public static readonly ResourceKind<Pod> Pods = new(
        "pods",
        true,
        [Served<Wire.Pod, Pod>("api/v1", "pods", Wire.Pod.Parser, PodMapping.Map)],
        (snapshot, table) => snapshot with { Pods = table }
    );

    public static readonly ResourceKind<Workload> Deployments = new(
        "deployments",
        true,
        [Served<Wire.Deployment, Workload>("apis/apps/v1", "deployments", Wire.Deployment.Parser, WorkloadMapping.Map)],
        (snapshot, table) => snapshot with { Deployments = table }
    );

    public static readonly ResourceKind<Workload> ReplicaSets = new(
        "replicasets",
        true,
        [Served<Wire.ReplicaSet, Workload>("apis/apps/v1", "replicasets", Wire.ReplicaSet.Parser, WorkloadMapping.Map)],
        (snapshot, table) => snapshot with { ReplicaSets = table }
    );

    public static readonly ResourceKind<Workload> StatefulSets = new(
        "statefulsets",
        true,
        [Served<Wire.StatefulSet, Workload>("apis/apps/v1", "statefulsets", Wire.StatefulSet.Parser, WorkloadMapping.Map)],
        (snapshot, table) => snapshot with { StatefulSets = table }
    );

    public static readonly ResourceKind<Service> Services = new(
        "services",
        true,
        [Served<Wire.Service, Service>("api/v1", "services", Wire.Service.Parser, ServiceMapping.Map)],
        (snapshot, table) => snapshot with { Services = table }
    );

    public static readonly ResourceKind<EndpointSlice> EndpointSlices = new(
        "endpointslices",
        true,
        [
            Served<Wire.EndpointSlice, EndpointSlice>(
                "apis/discovery.k8s.io/v1",
                "endpointslices",
                Wire.EndpointSlice.Parser,
                EndpointMapping.Map
            ),
            Served<Wire.BetaEndpointSlice, EndpointSlice>(
                "apis/discovery.k8s.io/v1beta1",
                "endpointslices",
                Wire.BetaEndpointSlice.Parser,
                EndpointMapping.Map
            ),
            Served<Wire.Endpoints, EndpointSlice>("api/v1", "endpoints", Wire.Endpoints.Parser, EndpointMapping.Map),
        ],
        (snapshot, table) => snapshot with { EndpointSlices = table }
    );

    public static readonly ResourceKind<ClusterEvent> Events = new(
        "events",
        true,
        [Served<Wire.Event, ClusterEvent>("api/v1", "events", Wire.Event.Parser, EventMapping.Map)],
        (snapshot, table) => snapshot with { Events = table }
    );

    private static ServedVersion<TItem> Served<TMessage, TItem>(
        string root,
        string plural,
        MessageParser<TMessage> parser,
        Func<TMessage, Interner, TItem> map
    )
        where TMessage : IMessage<TMessage>
    {
        var trimmed = parser.WithDiscardUnknownFields(true);
        return new(root, plural, (bytes, intern) => map(trimmed.ParseFrom(bytes.Span), intern));
    }
}
