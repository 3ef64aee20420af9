using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>The utilization of nodes as a ratio, for the charts of one node and the columns of many.</summary>
internal static class NodeShares
{
    private const string ByTarget = "job, instance";
    private const string DiskFileSystems = "ext[234]|xfs|btrfs|zfs";

    // cAdvisor has neither the file system's type nor its mount point: filtered by block devices.
    private const string DiskDevices = "/dev/(sd|vd|xvd|nvme|mmcblk|dm-|mapper/).*";

    /// <summary>One value per target; for disks one per device of its fullest file system.</summary>
    public static string FromNodeExporter(UsageMetric metric, Matchers targets) =>
        metric switch
        {
            UsageMetric.Cpu => Busy(targets, $" by ({ByTarget}) "),
            UsageMetric.Memory => $"max by ({ByTarget}) (({MemoryUsed(targets)}) / node_memory_MemTotal_bytes{targets})",
            UsageMetric.Disk => FileSystems(targets, ByTarget + ", device"),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The same from each node's root cgroup.</summary>
    public static string FromCadvisor(UsageMetric metric, Matchers targets)
    {
        var root = targets.Is(Label.Id, "/");
        return metric switch
        {
            UsageMetric.Cpu => $"sum by ({ByTarget}) (rate(container_cpu_usage_seconds_total{root}[$window]))"
                + $" / sum by ({ByTarget}) (machine_cpu_cores{targets})",
            UsageMetric.Memory =>
                $"max by ({ByTarget}) (container_memory_working_set_bytes{root}) / max by ({ByTarget}) (machine_memory_bytes{targets})",
            UsageMetric.Disk => CadvisorFileSystems(targets, ByTarget + ", device"),
            _ => throw new InvalidOperationException(),
        };
    }

    // I/O wait and steal count as idle. Divided by the sum over all modes, never by time: rate() extrapolates, and a window with samples of
    // only a part of it (after boot, beside a gap) yields too low a rate, so that one minus it would show a false peak.
    // https://prometheus.io/docs/prometheus/latest/querying/functions/#rate
    public static string Busy(Matchers target, string by) =>
        $"1 - sum{by}(rate(node_cpu_seconds_total{target.Like(Label.Mode, "idle|iowait|steal")}[$window]))"
        + $" / sum{by}(rate(node_cpu_seconds_total{target}[$window]))";

    /// <summary>The share by mode except idle, of one target.</summary>
    public static string ByMode(Matchers target) =>
        $"sum by (mode) (rate(node_cpu_seconds_total{target.IsNot(Label.Mode, "idle")}[$window]))"
        + $" / on () group_left () sum(rate(node_cpu_seconds_total{target}[$window]))";

    public static string MemoryUsed(Matchers target) => $"node_memory_MemTotal_bytes{target} - node_memory_MemAvailable_bytes{target}";

    // Deduplicated by device, which may be mounted many times (kubelet's bind mounts).
    public static string FileSystems(Matchers target, string by)
    {
        var disks = target.Like(Label.FileSystem, DiskFileSystems);
        return $"max by ({by}) (1 - node_filesystem_avail_bytes{disks} / node_filesystem_size_bytes{disks})";
    }

    public static string CadvisorFileSystems(Matchers target, string by)
    {
        var disks = target.Is(Label.Id, "/").Like(Label.Device, DiskDevices);
        return $"max by ({by}) (container_fs_usage_bytes{disks} / (container_fs_limit_bytes{disks} > 0))";
    }
}
