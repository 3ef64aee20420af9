using K8sDashboard.Monitoring.Usage;

namespace K8sDashboard.Monitoring.Queries;

/// <summary>How much of a node is in use, 1 being all of it: for the charts of one node and for the columns of many.</summary>
internal static class NodeShares
{
    private const string ByTarget = "job, instance";
    private const string DiskFileSystems = "ext[234]|xfs|btrfs|zfs";

    // cAdvisor tells neither the file system's type nor its mount: a device of its own is what counts.
    private const string DiskDevices = "/dev/(sd|vd|xvd|nvme|mmcblk|dm-|mapper/).*";

    /// <summary>One value for each target, for the fullest file system one for each device.</summary>
    public static string FromNodeExporter(UsageMetric gauge, Matchers targets) =>
        gauge switch
        {
            UsageMetric.Cpu => Busy(targets, $" by ({ByTarget}) "),
            UsageMetric.Memory => $"max by ({ByTarget}) (({MemoryUsed(targets)}) / node_memory_MemTotal_bytes{targets})",
            UsageMetric.Disk => FileSystems(targets, ByTarget + ", device"),
            _ => throw new InvalidOperationException(),
        };

    /// <summary>The same from each node's root cgroup.</summary>
    public static string FromCadvisor(UsageMetric gauge, Matchers targets)
    {
        var root = targets.Is(Label.Id, "/");
        return gauge switch
        {
            UsageMetric.Cpu =>
                $"sum by ({ByTarget}) (rate(container_cpu_usage_seconds_total{root}[$window])) / sum by ({ByTarget}) (machine_cpu_cores{targets})",
            UsageMetric.Memory =>
                $"max by ({ByTarget}) (container_memory_working_set_bytes{root}) / max by ({ByTarget}) (machine_memory_bytes{targets})",
            UsageMetric.Disk => CadvisorFileSystems(targets, ByTarget + ", device"),
            _ => throw new InvalidOperationException(),
        };
    }

    // I/O wait and steal are time that the CPU was not busy, whatever the load says. Divided by what all modes together gained, never by
    // time: rate() takes a window that holds samples of only a part of it, as after boot and beside a gap, for less than that part gained,
    // and one minus that is a peak which never was. https://prometheus.io/docs/prometheus/latest/querying/functions/#rate
    public static string Busy(Matchers target, string by) =>
        $"1 - sum{by}(rate(node_cpu_seconds_total{target.Like(Label.Mode, "idle|iowait|steal")}[$window]))"
        + $" / sum{by}(rate(node_cpu_seconds_total{target}[$window]))";

    /// <summary>The share of each mode but idle, of one target.</summary>
    public static string ByMode(Matchers target) =>
        $"sum by (mode) (rate(node_cpu_seconds_total{target.IsNot(Label.Mode, "idle")}[$window]))"
        + $" / on () group_left () sum(rate(node_cpu_seconds_total{target}[$window]))";

    public static string MemoryUsed(Matchers target) => $"node_memory_MemTotal_bytes{target} - node_memory_MemAvailable_bytes{target}";

    // One device is mounted many times (kubelet's bind mounts): once is enough.
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
