using Google.Protobuf;
using K8sDashboard.Demo.Storage;

namespace K8sDashboard.Demo.Serving;

/// <summary>One column of a Table.</summary>
internal sealed record Column(string Name, string Type = "string", bool IsWide = false);

/// <summary>The columns of a kind, and the cells of an object: strings, or integers.</summary>
internal sealed record TableColumns(IReadOnlyList<Column> Columns, Func<IMessage, DateTimeOffset, object[]> Cells)
{
    private static readonly Dictionary<string, TableColumns> ByKind = new()
    {
        ["Pod"] = PodTable.Pods,
        ["Deployment"] = WorkloadTables.Deployments,
        ["ReplicaSet"] = WorkloadTables.ReplicaSets,
        ["StatefulSet"] = WorkloadTables.StatefulSets,
        ["DaemonSet"] = WorkloadTables.DaemonSets,
        ["Job"] = BatchTables.Jobs,
        ["CronJob"] = BatchTables.CronJobs,
        ["HorizontalPodAutoscaler"] = ScalingTables.Autoscalers,
        ["PodDisruptionBudget"] = ScalingTables.DisruptionBudgets,
        ["Node"] = ClusterTables.Nodes,
        ["Namespace"] = ClusterTables.Namespaces,
        ["Event"] = ClusterTables.Events,
        ["Lease"] = ClusterTables.Leases,
        ["ConfigMap"] = ClusterTables.ConfigMaps,
        ["Secret"] = ClusterTables.Secrets,
        ["Service"] = NetworkTables.Services,
        ["EndpointSlice"] = NetworkTables.EndpointSlices,
        ["Ingress"] = NetworkTables.Ingresses,
        ["PersistentVolumeClaim"] = StorageTables.Claims,
        ["PersistentVolume"] = StorageTables.Volumes,
        ["StorageClass"] = StorageTables.Classes,
    };

    /// <summary>The columns of a kind; name and age by default.</summary>
    public static TableColumns Of(ResourceKind kind) =>
        ByKind.GetValueOrDefault(kind.Name)
        ?? new TableColumns(
            [new("Name"), new("Created At")],
            (obj, _) => [kind.Meta(obj).Name, kind.Meta(obj).CreationTimestamp is { } created ? Encoding.Timestamps.Write(created) : ""]
        );

    /// <summary>The columns of the kind with one message type.</summary>
    public static TableColumns For<T>(IReadOnlyList<Column> columns, Func<T, DateTimeOffset, object[]> cells)
        where T : IMessage => new(columns, (obj, now) => cells((T)obj, now));
}
