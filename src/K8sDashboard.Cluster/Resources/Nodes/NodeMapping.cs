using K8sDashboard.Cluster.Objects;

namespace K8sDashboard.Cluster.Resources.Nodes;

/// <summary>Maps a Node.</summary>
internal static class NodeMapping
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string LegacyRole = "kubernetes.io/role";

    public static Node Map(Wire.Node node, Interner intern)
    {
        var spec = node.Spec ?? new();
        var status = node.Status ?? new();
        var info = status.NodeInfo ?? new();
        return new Node(node.Metadata.Map(intern))
        {
            Unschedulable = spec.Unschedulable,
            PodCidr = intern.Text(spec.PodCidr),
            Taints =
            [
                .. spec.Taints.Select(taint =>
                    intern.Value(new Taint(intern.Text(taint.Key), intern.Text(taint.Value), intern.Text(taint.Effect)))
                ),
            ],
            Conditions = status.Conditions.Map(intern),
            Roles = [.. Roles(node.Metadata.Labels).Select(intern.Text).Distinct().Order(StringComparer.Ordinal)],
            Addresses = [.. status.Addresses.Select(address => new NodeAddress(intern.Text(address.Type), intern.Text(address.Address)))],
            Capacity = Amounts(status.Capacity),
            // The API reference: "Allocatable … Defaults to Capacity", as in kubectl describe node; a kubelet always sets both.
            Allocatable = Amounts(status.Allocatable.Count > 0 ? status.Allocatable : status.Capacity),
            KubeletVersion = intern.Text(info.KubeletVersion),
            OsImage = intern.Text(info.OsImage),
            Kernel = intern.Text(info.KernelVersion),
            ContainerRuntime = intern.Text(info.ContainerRuntimeVersion),
            Architecture = intern.Text(info.Architecture),
        };
    }

    /// <summary>kubectl's rule: the suffix of every role label, and the value of the legacy one.</summary>
    private static IEnumerable<string> Roles(IEnumerable<KeyValuePair<string, string>> labels)
    {
        foreach (var (key, value) in labels)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal) && key.Length > RolePrefix.Length)
                yield return key[RolePrefix.Length..];
            if (key == LegacyRole && value.Length > 0)
                yield return value;
        }
    }

    private static NodeCapacity Amounts(IDictionary<string, Wire.Quantity> amounts) =>
        new(amounts.Amount("cpu"), amounts.Amount("memory"), amounts.Amount("ephemeral-storage"), (int?)amounts.Amount("pods"));
}
