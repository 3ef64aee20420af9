using K8sDashboard.Demo.Api.Apps.V1;

namespace K8sDashboard.Demo.Serving;

/// <summary>The columns of workloads.</summary>
internal static class WorkloadTables
{
    private static readonly Column[] Template = [new("Containers", IsWide: true), new("Images", IsWide: true)];

    public static TableColumns Deployments { get; } =
        TableColumns.For<Deployment>(
            [new("Name"), new("Ready"), new("Up-to-date"), new("Available"), new("Age"), .. Template, new("Selector", IsWide: true)],
            (deployment, now) =>
                [
                    deployment.Metadata.Name,
                    $"{deployment.Status?.ReadyReplicas ?? 0}/{deployment.Spec?.Replicas ?? 0}",
                    deployment.Status?.UpdatedReplicas ?? 0,
                    deployment.Status?.AvailableReplicas ?? 0,
                    CellText.Age(deployment.Metadata, now),
                    CellText.Containers(deployment.Spec?.Template?.Spec),
                    CellText.Images(deployment.Spec?.Template?.Spec),
                    CellText.Selector(deployment.Spec?.Selector),
                ]
        );

    public static TableColumns ReplicaSets { get; } =
        TableColumns.For<ReplicaSet>(
            [
                new("Name"),
                new("Desired", "integer"),
                new("Current", "integer"),
                new("Ready", "integer"),
                new("Age"),
                .. Template,
                new("Selector", IsWide: true),
            ],
            (set, now) =>
                [
                    set.Metadata.Name,
                    set.Spec?.Replicas ?? 0,
                    set.Status?.Replicas ?? 0,
                    set.Status?.ReadyReplicas ?? 0,
                    CellText.Age(set.Metadata, now),
                    CellText.Containers(set.Spec?.Template?.Spec),
                    CellText.Images(set.Spec?.Template?.Spec),
                    CellText.Selector(set.Spec?.Selector),
                ]
        );

    public static TableColumns StatefulSets { get; } =
        TableColumns.For<StatefulSet>(
            [new("Name"), new("Ready"), new("Age"), .. Template],
            (set, now) =>
                [
                    set.Metadata.Name,
                    $"{set.Status?.ReadyReplicas ?? 0}/{set.Spec?.Replicas ?? 0}",
                    CellText.Age(set.Metadata, now),
                    CellText.Containers(set.Spec?.Template?.Spec),
                    CellText.Images(set.Spec?.Template?.Spec),
                ]
        );

    public static TableColumns DaemonSets { get; } =
        TableColumns.For<DaemonSet>(
            [
                new("Name"),
                new("Desired", "integer"),
                new("Current", "integer"),
                new("Ready", "integer"),
                new("Up-to-date", "integer"),
                new("Available", "integer"),
                new("Node Selector"),
                new("Age"),
                .. Template,
                new("Selector", IsWide: true),
            ],
            (set, now) =>
            {
                var status = set.Status ?? new DaemonSetStatus();
                return
                [
                    set.Metadata.Name,
                    status.DesiredNumberScheduled,
                    status.CurrentNumberScheduled,
                    status.NumberReady,
                    status.UpdatedNumberScheduled,
                    status.NumberAvailable,
                    CellText.Labels(set.Spec?.Template?.Spec?.NodeSelector),
                    CellText.Age(set.Metadata, now),
                    CellText.Containers(set.Spec?.Template?.Spec),
                    CellText.Images(set.Spec?.Template?.Spec),
                    CellText.Selector(set.Spec?.Selector),
                ];
            }
        );
}
