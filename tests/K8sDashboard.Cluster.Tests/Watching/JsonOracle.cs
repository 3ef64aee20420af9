using System.Globalization;
using k8s.Models;
using K8sDashboard.Cluster.Resources;
using K8sDashboard.Cluster.Resources.Events;
using K8sDashboard.Cluster.Resources.Namespaces;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using static K8sDashboard.Cluster.Tests.Watching.JsonFields;

namespace K8sDashboard.Cluster.Tests.Watching;

/// <summary>
/// A test oracle for the mapping: KubernetesClient's JSON objects, mapped without the production wire code. Where both agree, the trimmed
/// messages have the right field numbers.
/// </summary>
internal static class JsonOracle
{
    public static Pod Map(V1Pod pod) =>
        new()
        {
            Ref = Ref(pod.Metadata),
            Uid = pod.Metadata.Uid,
            ResourceVersion = pod.Metadata.ResourceVersion,
            Created = At(pod.Metadata.CreationTimestamp)!.Value,
            Deleted = At(pod.Metadata.DeletionTimestamp),
            Labels = LabelsOf(pod.Metadata.Labels),
            Owner = OwnerOf(pod.Metadata),
            NodeName = pod.Spec.NodeName ?? "",
            HostNetwork = pod.Spec.HostNetwork ?? false,
            ReadinessGates = [.. (pod.Spec.ReadinessGates ?? []).Select(gate => gate.ConditionType)],
            Phase = Enum.Parse<PodPhase>(pod.Status.Phase),
            Reason = pod.Status.Reason ?? "",
            Message = pod.Status.Message ?? "",
            PodIp = pod.Status.PodIP ?? "",
            OtherIps = [.. (pod.Status.PodIPs ?? []).Select(address => address.Ip).Where(ip => ip != pod.Status.PodIP)],
            RestartPolicy = Enum.Parse<RestartPolicy>(pod.Spec.RestartPolicy),
            DeletionGracePeriod = pod.Metadata.DeletionGracePeriodSeconds is > 0 and { } grace ? TimeSpan.FromSeconds(grace) : null,
            Finalizers = pod.Metadata.DeletionTimestamp is null ? [] : [.. pod.Metadata.Finalizers ?? []],
            Overhead = Amounts(pod.Spec.Overhead),
            Requests = Amounts(pod.Spec.Resources?.Requests),
            Limits = Amounts(pod.Spec.Resources?.Limits),
            Started = At(pod.Status.StartTime),
            Conditions =
            [
                .. (pod.Status.Conditions ?? []).Select(c => ConditionOf(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime)),
            ],
            Containers = Containers(pod.Spec.Containers, pod.Status.ContainerStatuses),
            InitContainers = Containers(pod.Spec.InitContainers, pod.Status.InitContainerStatuses),
        };

    public static Workload Map(V1Deployment d) =>
        new()
        {
            Type = DeploymentResource.Type,
            Ref = Ref(d.Metadata),
            Uid = d.Metadata.Uid,
            ResourceVersion = d.Metadata.ResourceVersion,
            Created = At(d.Metadata.CreationTimestamp)!.Value,
            Deleted = At(d.Metadata.DeletionTimestamp),
            Labels = LabelsOf(d.Metadata.Labels),
            Owner = OwnerOf(d.Metadata),
            Generation = d.Metadata.Generation ?? 0,
            ObservedGeneration = d.Status.ObservedGeneration ?? 0,
            Desired = d.Spec.Replicas ?? 1,
            Current = d.Status.Replicas ?? 0,
            Updated = d.Status.UpdatedReplicas ?? 0,
            Ready = d.Status.ReadyReplicas ?? 0,
            Available = d.Status.AvailableReplicas ?? 0,
            Paused = d.Spec.Paused ?? false,
            Progressed = At(d.Status.Conditions?.FirstOrDefault(condition => condition.Type == "Progressing")?.LastUpdateTime),
            Selector = LabelsOf(d.Spec.Selector.MatchLabels),
            SelectorExpressions = Expressions(d.Spec.Selector),
            TemplateLabels = LabelsOf(d.Spec.Template.Metadata?.Labels),
            Containers = Templates(d.Spec.Template.Spec.Containers),
            Revision = Revision(d.Metadata),
            FirstRevision = FirstRevision(d.Metadata),
            ChangeCause = ChangeCause(d.Metadata),
            Conditions =
            [
                .. (d.Status.Conditions ?? []).Select(c => ConditionOf(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime)),
            ],
        };

    public static Workload Map(V1ReplicaSet set) =>
        new()
        {
            Type = ReplicaSetResource.Type,
            Ref = Ref(set.Metadata),
            Uid = set.Metadata.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Created = At(set.Metadata.CreationTimestamp)!.Value,
            Deleted = At(set.Metadata.DeletionTimestamp),
            Labels = LabelsOf(set.Metadata.Labels),
            Owner = OwnerOf(set.Metadata),
            Generation = set.Metadata.Generation ?? 0,
            ObservedGeneration = set.Status.ObservedGeneration ?? 0,
            Desired = set.Spec.Replicas ?? 1,
            Current = set.Status.Replicas,
            Updated = set.Status.Replicas,
            Ready = set.Status.ReadyReplicas ?? 0,
            Available = set.Status.AvailableReplicas ?? 0,
            Selector = LabelsOf(set.Spec.Selector.MatchLabels),
            SelectorExpressions = Expressions(set.Spec.Selector),
            TemplateLabels = LabelsOf(set.Spec.Template.Metadata?.Labels),
            Containers = Templates(set.Spec.Template.Spec.Containers),
            Revision = Revision(set.Metadata),
            FirstRevision = FirstRevision(set.Metadata),
            ChangeCause = ChangeCause(set.Metadata),
            Conditions =
            [
                .. (set.Status.Conditions ?? []).Select(c => ConditionOf(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime)),
            ],
        };

    public static Workload Map(V1StatefulSet set) =>
        new()
        {
            Type = StatefulSetResource.Type,
            Ref = Ref(set.Metadata),
            Uid = set.Metadata.Uid,
            ResourceVersion = set.Metadata.ResourceVersion,
            Created = At(set.Metadata.CreationTimestamp)!.Value,
            Deleted = At(set.Metadata.DeletionTimestamp),
            Labels = LabelsOf(set.Metadata.Labels),
            Owner = OwnerOf(set.Metadata),
            Generation = set.Metadata.Generation ?? 0,
            ObservedGeneration = set.Status.ObservedGeneration ?? 0,
            Desired = set.Spec.Replicas ?? 1,
            Current = set.Status.Replicas,
            Updated = set.Status.UpdatedReplicas ?? 0,
            Ready = set.Status.ReadyReplicas ?? 0,
            Available = set.Status.AvailableReplicas ?? 0,
            Selector = LabelsOf(set.Spec.Selector.MatchLabels),
            SelectorExpressions = Expressions(set.Spec.Selector),
            TemplateLabels = LabelsOf(set.Spec.Template.Metadata?.Labels),
            Containers = Templates(set.Spec.Template.Spec.Containers),
            Revision = Revision(set.Metadata),
            FirstRevision = FirstRevision(set.Metadata),
            ChangeCause = ChangeCause(set.Metadata),
        };

    public static Node Map(V1Node node) =>
        new()
        {
            Ref = Ref(node.Metadata),
            Uid = node.Metadata.Uid,
            ResourceVersion = node.Metadata.ResourceVersion,
            Created = At(node.Metadata.CreationTimestamp)!.Value,
            Deleted = At(node.Metadata.DeletionTimestamp),
            Labels = LabelsOf(node.Metadata.Labels),
            Owner = OwnerOf(node.Metadata),
            Unschedulable = node.Spec.Unschedulable ?? false,
            PodCidr = node.Spec.PodCIDR ?? "",
            Taints = [.. (node.Spec.Taints ?? []).Select(taint => new Taint(taint.Key, taint.Value ?? "", taint.Effect))],
            Conditions =
            [
                .. (node.Status.Conditions ?? []).Select(c => ConditionOf(c.Type, c.Status, c.Reason, c.Message, c.LastTransitionTime)),
            ],
            Roles =
            [
                .. (node.Metadata.Labels ?? new Dictionary<string, string>())
                    .Keys.Where(key => key.StartsWith("node-role.kubernetes.io/", StringComparison.Ordinal))
                    .Select(key => key.Split('/')[1])
                    .Order(StringComparer.Ordinal),
            ],
            Addresses = [.. (node.Status.Addresses ?? []).Select(address => new NodeAddress(address.Type, address.Address))],
            Capacity = Capacity(node.Status.Capacity),
            Allocatable = Capacity(node.Status.Allocatable ?? node.Status.Capacity),
            KubeletVersion = node.Status.NodeInfo?.KubeletVersion ?? "",
            OsImage = node.Status.NodeInfo?.OsImage ?? "",
            Kernel = node.Status.NodeInfo?.KernelVersion ?? "",
            ContainerRuntime = node.Status.NodeInfo?.ContainerRuntimeVersion ?? "",
            Architecture = node.Status.NodeInfo?.Architecture ?? "",
        };

    public static Namespace Map(V1Namespace name) =>
        new()
        {
            Ref = Ref(name.Metadata),
            Uid = name.Metadata.Uid,
            ResourceVersion = name.Metadata.ResourceVersion,
            Created = At(name.Metadata.CreationTimestamp)!.Value,
            Labels = LabelsOf(name.Metadata.Labels),
        };

    public static Service Map(V1Service service) =>
        new()
        {
            Ref = Ref(service.Metadata),
            Uid = service.Metadata.Uid,
            ResourceVersion = service.Metadata.ResourceVersion,
            Created = At(service.Metadata.CreationTimestamp)!.Value,
            Deleted = At(service.Metadata.DeletionTimestamp),
            Labels = LabelsOf(service.Metadata.Labels),
            Owner = OwnerOf(service.Metadata),
            Type = service.Spec.Type,
            ClusterIp = service.Spec.ClusterIP ?? "",
            ClusterIps = [.. service.Spec.ClusterIPs ?? []],
            ExternalIps = [.. service.Spec.ExternalIPs ?? []],
            LoadBalancerAddresses = [.. (service.Status?.LoadBalancer?.Ingress ?? []).Select(ingress => ingress.Ip ?? ingress.Hostname)],
            ExternalName = service.Spec.ExternalName ?? "",
            Selector = LabelsOf(service.Spec.Selector),
            PublishNotReadyAddresses = service.Spec.PublishNotReadyAddresses ?? false,
            Ports =
            [
                .. (service.Spec.Ports ?? []).Select(port => new ServicePort(
                    port.Name ?? "",
                    port.Protocol,
                    port.Port,
                    port.TargetPort?.Value ?? port.Port.ToString(CultureInfo.InvariantCulture),
                    port.NodePort ?? 0
                )),
            ],
        };

    public static EndpointSlice Map(V1EndpointSlice slice) =>
        new()
        {
            Ref = Ref(slice.Metadata),
            Uid = slice.Metadata.Uid,
            ResourceVersion = slice.Metadata.ResourceVersion,
            Created = At(slice.Metadata.CreationTimestamp)!.Value,
            Labels = LabelsOf(slice.Metadata.Labels),
            Owner = OwnerOf(slice.Metadata),
            ServiceName = slice.Metadata.Labels?.TryGetValue("kubernetes.io/service-name", out var service) == true ? service : "",
            Subsets =
            [
                new(
                    [
                        .. (slice.Endpoints ?? []).Select(endpoint => new Endpoint(
                            endpoint.Addresses[0],
                            endpoint.Conditions?.Ready ?? true,
                            endpoint.Conditions?.Serving ?? endpoint.Conditions?.Ready ?? true,
                            endpoint.Conditions?.Terminating ?? false,
                            endpoint.TargetRef?.Kind == "Pod" ? endpoint.TargetRef.Name : "",
                            endpoint.NodeName ?? ""
                        )
                        {
                            Zone = endpoint.Zone ?? "",
                        }),
                    ],
                    [.. (slice.Ports ?? []).Select(port => new EndpointPort(port.Name ?? "", port.Protocol ?? "", port.Port ?? 0))]
                ),
            ],
        };

    public static EndpointSlice Map(V1Endpoints endpoints) =>
        new()
        {
            Ref = Ref(endpoints.Metadata),
            Uid = endpoints.Metadata.Uid,
            ResourceVersion = endpoints.Metadata.ResourceVersion,
            Created = At(endpoints.Metadata.CreationTimestamp)!.Value,
            Labels = LabelsOf(endpoints.Metadata.Labels),
            Owner = OwnerOf(endpoints.Metadata),
            ServiceName = endpoints.Metadata.Name,
            Subsets = [.. (endpoints.Subsets ?? []).Select(SubsetOf)],
        };

    public static ClusterEvent Map(Corev1Event source) =>
        new()
        {
            Ref = Ref(source.Metadata),
            Uid = source.Metadata.Uid,
            ResourceVersion = source.Metadata.ResourceVersion,
            Created = At(source.Metadata.CreationTimestamp)!.Value,
            Labels = LabelsOf(source.Metadata.Labels),
            Type = source.Type,
            Reason = source.Reason ?? "",
            Message = source.Message ?? "",
            Count = Math.Max(1, source.Series?.Count ?? source.Count ?? 1),
            Subject = new(
                ResourceCatalog.TypeOf(source.InvolvedObject.ApiVersion ?? "", source.InvolvedObject.Kind),
                new(source.InvolvedObject.NamespaceProperty ?? "", source.InvolvedObject.Name),
                source.InvolvedObject.Uid ?? ""
            ),
            FirstSeen = At(source.FirstTimestamp) ?? At(source.EventTime),
            LastSeen =
                At(source.Series?.LastObservedTime)
                ?? At(source.LastTimestamp)
                ?? At(source.EventTime)
                ?? At(source.Metadata.CreationTimestamp)!.Value,
            Source = source.Source?.Component is { Length: > 0 } component ? component : source.ReportingComponent ?? "",
            Host = source.Source?.Host is { Length: > 0 } host ? host : source.ReportingInstance ?? "",
            SubObject = source.InvolvedObject.FieldPath ?? "",
        };
}
