using Google.Protobuf;
using Google.Protobuf.Reflection;
using K8sDashboard.Demo.Api.Apps.V1;
using K8sDashboard.Demo.Api.Autoscaling.V2;
using K8sDashboard.Demo.Api.Batch.V1;
using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Api.Core.V1;
using K8sDashboard.Demo.Api.Discovery.V1;
using K8sDashboard.Demo.Api.Networking.V1;
using K8sDashboard.Demo.Api.Policy.V1;
using K8sDashboard.Demo.Api.Rbac.V1;
using K8sDashboard.Demo.Api.Storage.V1;

namespace K8sDashboard.Demo.Storage;

/// <summary>The table of stored kinds.</summary>
public static class Kinds
{
    private const string RbacGroup = "rbac.authorization.k8s.io";
    private static readonly string[] InAll = ["all"];

    /// <summary>The kinds, in the order of the discovery groups.</summary>
    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        new(ConfigMap.Descriptor, "", "v1", "configmaps") { ShortNames = ["cm"] },
        new(Endpoints.Descriptor, "", "v1", "endpoints") { ShortNames = ["ep"] },
        new(Event.Descriptor, "", "v1", "events") { ShortNames = ["ev"] },
        new(LimitRange.Descriptor, "", "v1", "limitranges") { ShortNames = ["limits"] },
        new(Namespace.Descriptor, "", "v1", "namespaces") { Namespaced = false, ShortNames = ["ns"] },
        new(Node.Descriptor, "", "v1", "nodes") { Namespaced = false, ShortNames = ["no"] },
        new(PersistentVolumeClaim.Descriptor, "", "v1", "persistentvolumeclaims") { ShortNames = ["pvc"] },
        new(PersistentVolume.Descriptor, "", "v1", "persistentvolumes") { Namespaced = false, ShortNames = ["pv"] },
        new(Pod.Descriptor, "", "v1", "pods")
        {
            ShortNames = ["po"],
            Categories = InAll,
            CountsGenerations = true,
        },
        new(ResourceQuota.Descriptor, "", "v1", "resourcequotas") { ShortNames = ["quota"] },
        new(Secret.Descriptor, "", "v1", "secrets"),
        new(ServiceAccount.Descriptor, "", "v1", "serviceaccounts") { ShortNames = ["sa"] },
        new(Service.Descriptor, "", "v1", "services") { ShortNames = ["svc"], Categories = InAll },
        new(ControllerRevision.Descriptor, "apps", "v1", "controllerrevisions"),
        new(DaemonSet.Descriptor, "apps", "v1", "daemonsets")
        {
            ShortNames = ["ds"],
            Categories = InAll,
            CountsGenerations = true,
        },
        new(Deployment.Descriptor, "apps", "v1", "deployments")
        {
            ShortNames = ["deploy"],
            Categories = InAll,
            Scales = true,
            CountsGenerations = true,
        },
        new(ReplicaSet.Descriptor, "apps", "v1", "replicasets")
        {
            ShortNames = ["rs"],
            Categories = InAll,
            Scales = true,
            CountsGenerations = true,
        },
        new(StatefulSet.Descriptor, "apps", "v1", "statefulsets")
        {
            ShortNames = ["sts"],
            Categories = InAll,
            Scales = true,
            CountsGenerations = true,
        },
        new(HorizontalPodAutoscaler.Descriptor, "autoscaling", "v2", "horizontalpodautoscalers")
        {
            ShortNames = ["hpa"],
            Categories = InAll,
        },
        new(CronJob.Descriptor, "batch", "v1", "cronjobs")
        {
            ShortNames = ["cj"],
            Categories = InAll,
            CountsGenerations = true,
        },
        new(Job.Descriptor, "batch", "v1", "jobs") { Categories = InAll, CountsGenerations = true },
        new(Lease.Descriptor, "coordination.k8s.io", "v1", "leases"),
        new(EndpointSlice.Descriptor, "discovery.k8s.io", "v1", "endpointslices") { CountsGenerations = true },
        new(IngressClass.Descriptor, "networking.k8s.io", "v1", "ingressclasses") { Namespaced = false, CountsGenerations = true },
        new(Ingress.Descriptor, "networking.k8s.io", "v1", "ingresses") { ShortNames = ["ing"], CountsGenerations = true },
        new(NetworkPolicy.Descriptor, "networking.k8s.io", "v1", "networkpolicies") { ShortNames = ["netpol"], CountsGenerations = true },
        new(PodDisruptionBudget.Descriptor, "policy", "v1", "poddisruptionbudgets") { ShortNames = ["pdb"], CountsGenerations = true },
        new(ClusterRoleBinding.Descriptor, RbacGroup, "v1", "clusterrolebindings") { Namespaced = false },
        new(ClusterRole.Descriptor, RbacGroup, "v1", "clusterroles") { Namespaced = false },
        new(RoleBinding.Descriptor, RbacGroup, "v1", "rolebindings"),
        new(Role.Descriptor, RbacGroup, "v1", "roles"),
        new(StorageClass.Descriptor, "storage.k8s.io", "v1", "storageclasses") { Namespaced = false, ShortNames = ["sc"] },
    ];

    private static readonly Dictionary<Type, ResourceKind> ByType = All.ToDictionary(kind => kind.Message.ClrType);
    private static readonly Dictionary<(string Group, string Plural), ResourceKind> ByPath = All.ToDictionary(kind =>
        (kind.Group, kind.Plural)
    );

    /// <summary>The kind of a message type.</summary>
    public static ResourceKind Of(Type message) =>
        ByType.TryGetValue(message, out var kind) ? kind : throw new ArgumentException($"{message.Name} is not a kind that is stored");

    /// <summary>The kind of a message type.</summary>
    public static ResourceKind Of<T>()
        where T : IMessage => Of(typeof(T));

    internal static ResourceKind? Find(string group, string plural) => ByPath.GetValueOrDefault((group, plural));
}
