using K8sDashboard.Demo.Api.Coordination.V1;
using K8sDashboard.Demo.Api.Core.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of Nodes, Namespaces, Events and configuration.</summary>
internal static class ClusterTables
{
    private const string RolePrefix = "node-role.kubernetes.io/";
    private const string RoleLabel = "kubernetes.io/role";

    public static TableColumns Nodes { get; } =
        TableColumns.For<Node>(
            [
                new("Name"),
                new("Status"),
                new("Roles"),
                new("Age"),
                new("Version"),
                new("Internal-IP", IsWide: true),
                new("External-IP", IsWide: true),
                new("OS-Image", IsWide: true),
                new("Kernel-Version", IsWide: true),
                new("Container-Runtime", IsWide: true),
            ],
            (node, now) =>
            {
                var info = node.Status?.NodeInfo ?? new NodeSystemInfo();
                return
                [
                    node.Metadata.Name,
                    Status(node),
                    Roles(node),
                    CellText.Age(node.Metadata, now),
                    info.KubeletVersion,
                    Address(node, "InternalIP"),
                    Address(node, "ExternalIP"),
                    Or(info.OsImage),
                    info.KernelVersion.Length > 0 ? $"{info.KernelVersion} ({info.Architecture})" : "<unknown>",
                    Or(info.ContainerRuntimeVersion),
                ];
            }
        );

    public static TableColumns Namespaces { get; } =
        TableColumns.For<Namespace>(
            [new("Name"), new("Status"), new("Age")],
            (space, now) => [space.Metadata.Name, space.Status?.Phase ?? "", CellText.Age(space.Metadata, now)]
        );

    public static TableColumns Events { get; } =
        TableColumns.For<Event>(
            [
                new("Last Seen"),
                new("Type"),
                new("Reason"),
                new("Object"),
                new("Subobject", IsWide: true),
                new("Source", IsWide: true),
                new("Message"),
                new("First Seen", IsWide: true),
                new("Count", IsWide: true),
                new("Name", IsWide: true),
            ],
            (happened, now) =>
            {
                // Events of events.k8s.io have an eventTime, and a series that starts with the second occurrence, hence count + 1.
                var first = happened.FirstTimestamp is { Seconds: > 0 } said
                    ? CellText.Age(said, now)
                    : CellText.Age(happened.EventTime, now);
                var last = happened switch
                {
                    { Series: { } series } => CellText.Age(series.LastObservedTime, now),
                    { LastTimestamp: { Seconds: > 0 } again } => CellText.Age(again, now),
                    _ => first,
                };
                return
                [
                    last,
                    happened.Type,
                    happened.Reason,
                    About(happened),
                    happened.InvolvedObject?.FieldPath ?? "",
                    Source(happened),
                    happened.Message.Trim(),
                    first,
                    happened.Series is { Count: var more } ? more + 1 : Math.Max(1, happened.Count),
                    happened.Metadata.Name,
                ];
            }
        );

    public static TableColumns Leases { get; } =
        TableColumns.For<Lease>(
            [new("Name"), new("Holder"), new("Age")],
            (lease, now) => [lease.Metadata.Name, lease.Spec?.HolderIdentity ?? "", CellText.Age(lease.Metadata, now)]
        );

    public static TableColumns ConfigMaps { get; } =
        TableColumns.For<ConfigMap>(
            [new("Name"), new("Data"), new("Age")],
            (map, now) => [map.Metadata.Name, map.Data.Count + map.BinaryData.Count, CellText.Age(map.Metadata, now)]
        );

    public static TableColumns Secrets { get; } =
        TableColumns.For<Secret>(
            [new("Name"), new("Type"), new("Data"), new("Age")],
            (secret, now) => [secret.Metadata.Name, secret.Type, secret.Data.Count, CellText.Age(secret.Metadata, now)]
        );

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

    private static string Roles(Node node)
    {
        var roles = node
            .Metadata.Labels.Keys.Where(key => key.StartsWith(RolePrefix, StringComparison.Ordinal))
            .Select(key => key[RolePrefix.Length..])
            .Append(node.Metadata.Labels.GetValueOrDefault(RoleLabel) ?? "");
        return CellText.OrNone(string.Join(',', roles.Where(role => role.Length > 0).Distinct().Order(StringComparer.Ordinal)));
    }

    private static string Address(Node node, string type) =>
        node.Status?.Addresses.FirstOrDefault(address => address.Type == type)?.Address ?? CellText.None;

    private static string About(Event happened)
    {
        var about = happened.InvolvedObject ?? new ObjectReference();
        var kind = about.Kind.ToLowerInvariant();
        return about.Name.Length > 0 ? $"{kind}/{about.Name}" : kind;
    }

    private static string Source(Event happened)
    {
        var component = happened.Source is { Component.Length: > 0 } known ? known.Component : happened.ReportingComponent;
        var host = happened.Source is { Host.Length: > 0 } there ? there.Host : happened.ReportingInstance;
        return host.Length > 0 ? $"{component}, {host}" : component;
    }

    private static string Or(string text) => text.Length > 0 ? text : "<unknown>";
}
