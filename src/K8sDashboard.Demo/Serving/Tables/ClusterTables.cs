using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of nodes, namespaces, events and configuration.</summary>
internal static class ClusterTables
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static TableColumns Nodes { get; } = TableColumns.For<Node>(
        [
            new("Name"), new("Status"), new("Roles"), new("Age"), new("Version"), new("Internal-IP", IsWide: true), new("External-IP", IsWide: true),
            new("OS-Image", IsWide: true), new("Kernel-Version", IsWide: true), new("Container-Runtime", IsWide: true),
        ],
        (node, now) =>
        {
            var info = node.Status?.NodeInfo ?? new NodeSystemInfo();
            return
            [
                node.Metadata.Name, Status(node), Roles(node), CellText.Age(node.Metadata, now), info.KubeletVersion, Address(node, "InternalIP"), Address(node, "ExternalIP"),
                Or(info.OsImage), info.KernelVersion.Length > 0 ? $"{info.KernelVersion} ({info.Architecture})" : "<unknown>", Or(info.ContainerRuntimeVersion),
            ];
        });

    public static TableColumns Namespaces { get; } = TableColumns.For<Namespace>(
        [new("Name"), new("Status"), new("Age")], (space, now) => [space.Metadata.Name, space.Status?.Phase ?? "", CellText.Age(space.Metadata, now)]);

    public static TableColumns Events { get; } = TableColumns.For<Event>(
        [
            new("Last Seen"), new("Type"), new("Reason"), new("Object"), new("Subobject", IsWide: true), new("Source", IsWide: true), new("Message"),
            new("First Seen", IsWide: true), new("Count", IsWide: true), new("Name", IsWide: true),
        ],
        (happened, now) =>
        {
            var about = happened.InvolvedObject ?? new ObjectReference();
            var first = happened.FirstTimestamp ?? happened.Metadata.CreationTimestamp;
            return
            [
                CellText.Age(happened.LastTimestamp ?? first, now), happened.Type, happened.Reason, $"{about.Kind.ToLowerInvariant()}/{about.Name}", about.FieldPath,
                Source(happened), happened.Message.Trim(), CellText.Age(first, now), Math.Max(1, happened.Count), happened.Metadata.Name,
            ];
        });

    public static TableColumns Leases { get; } = TableColumns.For<Lease>(
        [new("Name"), new("Holder"), new("Age")], (lease, now) => [lease.Metadata.Name, lease.Spec?.HolderIdentity ?? "", CellText.Age(lease.Metadata, now)]);

    public static TableColumns ConfigMaps { get; } = TableColumns.For<ConfigMap>(
        [new("Name"), new("Data"), new("Age")], (map, now) => [map.Metadata.Name, map.Data.Count + map.BinaryData.Count, CellText.Age(map.Metadata, now)]);

    public static TableColumns Secrets { get; } = TableColumns.For<Secret>(
        [new("Name"), new("Type"), new("Data"), new("Age")],
        (secret, now) => [secret.Metadata.Name, secret.Type, secret.Data.Count, CellText.Age(secret.Metadata, now)]);

    private static string Status(Node node)
    {
        var ready = node.Status?.Conditions.FirstOrDefault(condition => condition.Type == "Ready");
        var word = ready switch
        {
            null => "Unknown",
            { Status: "True" } => "Ready",
            _ => "NotReady",
        };
        return node.Spec is { Unschedulable: true } ? $"{word},SchedulingDisabled" : word;
    }

    private static string Roles(Node node) => CellText.OrNone(string.Join(',', node.Metadata.Labels.Keys
        .Where(key => key.StartsWith(RolePrefix, StringComparison.Ordinal)).Select(key => key[RolePrefix.Length..]).Order(StringComparer.Ordinal)));

    private static string Address(Node node, string type) =>
        node.Status?.Addresses.FirstOrDefault(address => address.Type == type)?.Address ?? CellText.None;

    private static string Source(Event happened) =>
        happened.Source is { Host.Length: > 0 } source ? $"{source.Component}, {source.Host}" : happened.Source?.Component is { Length: > 0 } component ? component : happened.ReportingComponent;

    private static string Or(string text) => text.Length > 0 ? text : "<unknown>";
}
