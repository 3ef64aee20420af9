using System.Globalization;
using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The node-exporter's metrics of a machine.</summary>
public static class NodeMetrics
{
    private const double BytesPerRequest = 16_384;

    public static void Write(Exposition text, Machine machine, MachineMeter meter, SteadyWork work, DateTimeOffset at)
    {
        Cpu(text, machine, meter, work, at);
        Memory(text, meter, work, at);
        Disks(text, meter, work, at);
        Network(text, meter, work, at);
        text.Family("node_boot_time_seconds", "gauge", "Node boot time, in unixtime.").Sample(work.Since.ToUnixTimeSeconds());
        text.Family("node_uname_info", "gauge", "Labeled system information as provided by the uname system call.")
            .Sample(
                1,
                ("domainname", "(none)"),
                ("machine", "x86_64"),
                ("nodename", machine.Name),
                ("release", "6.1.0-37-amd64"),
                ("sysname", "Linux"),
                ("version", "#1 SMP PREEMPT_DYNAMIC Debian")
            );
        text.Family("node_nf_conntrack_entries", "gauge", "Number of currently allocated flow entries for connection tracking.")
            .Sample(Math.Round(work.Level("conntrack", 2_100, at)));
        text.Family("node_nf_conntrack_entries_limit", "gauge", "Maximum size of connection tracking table.").Sample(262_144);
        text.Family("node_filefd_allocated", "gauge", "File descriptor statistics: allocated.")
            .Sample(Math.Round(work.Level("files", 5_200, at)));
        text.Family("node_filefd_maximum", "gauge", "File descriptor statistics: maximum.").Sample(1_048_576);
        text.Family("node_timex_offset_seconds", "gauge", "Time offset in between local system and reference clock.")
            .Sample(work.Level("clock", 0.00004, at));
        text.Family("node_timex_sync_status", "gauge", "Is clock synchronized to a reliable server (1 = yes, 0 = no).").Sample(1);
        text.Family("node_timex_maxerror_seconds", "gauge", "Maximum error in seconds.").Sample(work.Level("error", 0.02, at));
        text.Family("node_vmstat_oom_kill", "untyped", "/proc/vmstat information field oom_kill.").Sample(meter.OutOfMemoryKills);
        text.Family("node_vmstat_pgmajfault", "untyped", "/proc/vmstat information field pgmajfault.")
            .Sample(Math.Floor(work.Counted("faults", 1.5, at)));
        text.Family("node_context_switches_total", "counter", "Total number of context switches.")
            .Sample(Math.Floor(work.Counted("switches", 21_000, at)));
        text.Family("node_forks_total", "counter", "Total number of forks.").Sample(Math.Floor(work.Counted("forks", 12, at)));
    }

    private static void Cpu(Exposition text, Machine machine, MachineMeter meter, SteadyWork work, DateTimeOffset at)
    {
        text.Family("node_cpu_seconds_total", "counter", "Seconds the CPUs spent in each mode.");
        for (var cpu = 0; cpu < machine.Cores; cpu++)
        {
            // Normalized shares, so that the CPUs add up to the machine's usage.
            foreach (
                var (mode, seconds) in ((string, double)[])
                    [
                        ("idle", meter.IdleSeconds),
                        ("iowait", meter.WaitSeconds),
                        ("irq", 0),
                        ("nice", 0),
                        ("softirq", meter.CpuSeconds * 0.03),
                        ("steal", 0),
                        ("system", meter.CpuSeconds * 0.25),
                        ("user", meter.CpuSeconds * 0.72),
                    ]
            )
                text.Sample(Math.Round(seconds / machine.Cores, 2), ("cpu", cpu.ToString(CultureInfo.InvariantCulture)), ("mode", mode));
        }

        text.Family("node_load1", "gauge", "1m load average.").Sample(Math.Round(meter.Load.One, 2));
        text.Family("node_load5", "gauge", "5m load average.").Sample(Math.Round(meter.Load.Five, 2));
        text.Family("node_load15", "gauge", "15m load average.").Sample(Math.Round(meter.Load.Fifteen, 2));
        foreach (var (resource, share) in ((string, double)[])[("cpu_waiting", 0.01), ("memory_stalled", 0.0004), ("io_stalled", 0.006)])
            text.Family(
                    $"node_pressure_{resource}_seconds_total",
                    "counter",
                    "Total time in seconds that processes have waited or stalled."
                )
                .Sample(work.Counted("pressure/" + resource, share, at));
    }

    private static void Memory(Exposition text, MachineMeter meter, SteadyWork work, DateTimeOffset at)
    {
        var free = Math.Max(0, meter.MemorySize - meter.MemoryBytes);
        var cached = free * Math.Clamp(work.Level("cache", 0.55, at), 0.1, 0.9);
        foreach (
            var (field, bytes) in ((string, double)[])
                [
                    ("MemTotal", meter.MemorySize),
                    ("MemAvailable", free),
                    ("MemFree", free - cached),
                    ("Cached", cached * 0.86),
                    ("Buffers", cached * 0.08),
                    ("SReclaimable", cached * 0.06),
                    ("SwapTotal", 0),
                    ("SwapFree", 0),
                ]
        )
            text.Family($"node_memory_{field}_bytes", "gauge", $"Memory information field {field}_bytes.").Sample(Math.Round(bytes));
    }

    private static void Disks(Exposition text, MachineMeter meter, SteadyWork work, DateTimeOffset at)
    {
        (string, string)[] disk = [("device", "/dev/nvme0n1p1"), ("fstype", "ext4"), ("mountpoint", "/")];
        text.Family("node_filesystem_size_bytes", "gauge", "Filesystem size in bytes.").Sample(meter.DiskSize, disk);
        text.Family("node_filesystem_avail_bytes", "gauge", "Filesystem space available to non-root users in bytes.")
            .Sample(Math.Round(meter.DiskSize - meter.DiskUsed), disk);
        text.Family("node_filesystem_readonly", "gauge", "Filesystem read-only status.").Sample(0, disk);
        text.Family("node_filesystem_files", "gauge", "Filesystem total file nodes.").Sample(13_107_200, disk);
        text.Family("node_filesystem_files_free", "gauge", "Filesystem total free file nodes.")
            .Sample(Math.Round(13_107_200 - work.Level("inodes", 420_000, at)), disk);
        foreach (
            var (direction, word, bytes) in ((string, string, double)[])
                [("read", "reads", meter.DiskRead), ("written", "writes", meter.DiskWritten)]
        )
        {
            text.Family($"node_disk_{direction}_bytes_total", "counter", "The total number of bytes moved.")
                .Sample(Math.Floor(bytes), ("device", "nvme0n1"));
            text.Family($"node_disk_{word}_completed_total", "counter", "The total number of requests completed.")
                .Sample(Math.Floor(bytes / BytesPerRequest), ("device", "nvme0n1"));
            text.Family(
                    $"node_disk_{(word == "reads" ? "read" : "write")}_time_seconds_total",
                    "counter",
                    "The total number of seconds spent by all requests."
                )
                .Sample(bytes / BytesPerRequest * 0.0006, ("device", "nvme0n1"));
        }

        var busy = (meter.DiskRead + meter.DiskWritten) / BytesPerRequest * 0.0004;
        text.Family("node_disk_io_time_seconds_total", "counter", "Total seconds spent doing I/Os.").Sample(busy, ("device", "nvme0n1"));
        text.Family("node_disk_io_time_weighted_seconds_total", "counter", "The weighted # of seconds spent doing I/Os.")
            .Sample(busy * 1.4, ("device", "nvme0n1"));
    }

    private static void Network(Exposition text, MachineMeter meter, SteadyWork work, DateTimeOffset at)
    {
        foreach (var (direction, bytes) in ((string, double)[])[("receive", meter.Received), ("transmit", meter.Sent)])
        {
            text.Family($"node_network_{direction}_bytes_total", "counter", "Network device statistic bytes.")
                .Sample(Math.Floor(bytes), ("device", "eth0"))
                .Sample(Math.Floor(work.Counted("lo", 9_000, at)), ("device", "lo"));
            text.Family($"node_network_{direction}_errs_total", "counter", "Network device statistic errs.").Sample(0, ("device", "eth0"));
            text.Family($"node_network_{direction}_drop_total", "counter", "Network device statistic drop.")
                .Sample(Math.Floor(work.Counted("drops", 0.002, at)), ("device", "eth0"));
        }
    }
}
