using System.Globalization;
using K8sDashboard.Cluster.Resources.Nodes;
using K8sDashboard.Cluster.Resources.Pods;
using K8sDashboard.Cluster.Resources.Services;
using K8sDashboard.Cluster.Resources.Workloads;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Health;

/// <summary>Cells in kubectl's format, where a cell is more than a field.</summary>
public static class KubectlText
{
    /// <summary>kubectl's placeholder for an empty value.</summary>
    public const string None = "<none>";

    public static string OrNone(string text) => text.Length == 0 ? None : text;

    public static string OrUnknown(string text) => text.Length == 0 ? "<unknown>" : text;

    /// <summary>
    /// A node's STATUS: <c>Ready</c>, <c>NotReady</c> or <c>Unknown</c>, and <c>,SchedulingDisabled</c> where it is cordoned.
    /// </summary>
    public static string Status(Node node)
    {
        // kubectl prints NotReady for both False and Unknown; its Unknown means that the node has no Ready condition at all.
        var word = node.Condition("Ready") switch
        {
            null => "Unknown",
            { Status: ConditionStatus.True } => "Ready",
            _ => "NotReady",
        };
        return node.Unschedulable ? word + ",SchedulingDisabled" : word;
    }

    public static string Roles(Node node) => OrNone(string.Join(',', node.Roles));

    /// <summary>A node's KERNEL-VERSION, with the architecture as newer servers print it: <c>6.12 (amd64)</c>.</summary>
    public static string Kernel(Node node) =>
        node.Kernel.Length > 0 && node.Architecture.Length > 0 ? $"{node.Kernel} ({node.Architecture})" : OrUnknown(node.Kernel);

    /// <summary>A Service's EXTERNAL-IP; <c>&lt;pending&gt;</c> for a load balancer without an address yet.</summary>
    public static string ExternalIp(Service service) =>
        service.Type switch
        {
            "ClusterIP" or "NodePort" => OrNone(string.Join(',', service.ExternalIps)),
            "LoadBalancer" when service is { LoadBalancerAddresses.Length: 0, ExternalIps.Length: 0 } => "<pending>",
            "LoadBalancer" => string.Join(
                ',',
                service.LoadBalancerAddresses.Distinct().Order(StringComparer.Ordinal).Concat(service.ExternalIps)
            ),
            "ExternalName" => service.ExternalName,
            _ => "<unknown>",
        };

    /// <summary>A Service's PORT(S): <c>80:32022/TCP,443/TCP</c>.</summary>
    public static string Ports(Service service) => OrNone(string.Join(',', service.Ports.Select(Port)));

    public static string Port(ServicePort port) =>
        port.NodePort > 0 ? $"{port.Port}:{port.NodePort}/{port.Protocol}" : $"{port.Port}/{port.Protocol}";

    public static string Selector(Labels selector) => OrNone(selector.ToString());

    /// <summary>A workload's SELECTOR: <c>app=ledger,!quarantined</c>.</summary>
    public static string Selector(Workload workload) => OrNone(SelectorExpression.Join(workload.Selector, workload.SelectorExpressions));

    /// <summary>A revision as <c>kubectl rollout history</c> prints it; empty where the annotation is absent or not a number.</summary>
    public static string Revision(Workload workload) =>
        workload.Revision > 0 ? workload.Revision.ToString(CultureInfo.InvariantCulture) : None;

    /// <summary>A Deployment's READY, for example <c>2/3</c>.</summary>
    public static string Ready(Workload workload) => $"{workload.Ready}/{workload.Desired}";

    public static string ContainerNames(Workload workload) => string.Join(',', workload.Containers.Select(container => container.Name));

    public static string Images(Workload workload) => string.Join(',', workload.Containers.Select(container => container.Image));

    /// <summary>A pod's READINESS GATES: <c>1/2</c> of its gates are true.</summary>
    public static string ReadinessGates(Pod pod) =>
        pod.ReadinessGates.IsEmpty
            ? None
            : $"{pod.ReadinessGates.Count(gate => pod.Condition(gate)?.Status == ConditionStatus.True)}/{pod.ReadinessGates.Length}";
}
