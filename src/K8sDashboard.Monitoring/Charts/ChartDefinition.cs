namespace K8sDashboard.Monitoring.Charts;

/// <summary>
/// The definition of one chart: subject and metric. A value type by equality, so that a page may recreate it at each render.
/// </summary>
public abstract record ChartDefinition
{
    private ChartDefinition() { }

    public sealed record OfNode(NodeMetric Metric, NodeSubject Node) : ChartDefinition;

    public sealed record OfPod(PodMetric Metric, PodSubject Pod) : ChartDefinition;

    public sealed record OfWorkload(PodMetric Metric, WorkloadSubject Workload) : ChartDefinition;

    /// <summary>The title and accessible name of the chart.</summary>
    public string Title =>
        this switch
        {
            OfNode panel => panel.Metric switch
            {
                NodeMetric.Cpu => "CPU",
                NodeMetric.CpuByMode => "CPU by mode",
                NodeMetric.Memory => "Memory",
                NodeMetric.Load => "Load",
                NodeMetric.Network => "Network",
                NodeMetric.NetworkFaults => "Network errors",
                NodeMetric.FileSystems => "File systems",
                NodeMetric.DiskIo => "Disk I/O",
                _ => throw new InvalidOperationException(),
            },
            OfPod panel => TitleOf(panel.Metric),
            OfWorkload panel => TitleOf(panel.Metric),
            _ => throw new InvalidOperationException(),
        };

    public Unit Unit =>
        this switch
        {
            OfNode panel => panel.Metric switch
            {
                NodeMetric.Cpu or NodeMetric.CpuByMode or NodeMetric.FileSystems => Unit.Percent,
                NodeMetric.Memory => Unit.Bytes,
                NodeMetric.Network or NodeMetric.DiskIo => Unit.BytesPerSecond,
                NodeMetric.NetworkFaults => Unit.PacketsPerSecond,
                _ => Unit.Count,
            },
            OfPod panel => UnitOf(panel.Metric),
            OfWorkload panel => UnitOf(panel.Metric),
            _ => throw new InvalidOperationException(),
        };

    private static string TitleOf(PodMetric metric) =>
        metric switch
        {
            PodMetric.Cpu => "CPU",
            PodMetric.Memory => "Memory",
            PodMetric.Network => "Network",
            PodMetric.Throttling => "CPU throttling",
            _ => throw new InvalidOperationException(),
        };

    private static Unit UnitOf(PodMetric metric) =>
        metric switch
        {
            PodMetric.Cpu => Unit.Cores,
            PodMetric.Memory => Unit.Bytes,
            PodMetric.Network => Unit.BytesPerSecond,
            PodMetric.Throttling => Unit.Percent,
            _ => throw new InvalidOperationException(),
        };
}

public enum NodeMetric
{
    Cpu,
    CpuByMode,
    Memory,
    Load,
    Network,
    NetworkFaults,
    FileSystems,
    DiskIo,
}

public enum PodMetric
{
    Cpu,
    Memory,
    Network,
    Throttling,
}
