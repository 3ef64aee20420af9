using K8sDashboard.Demo.Company;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The cAdvisor metrics of a kubelet: containers, pod sandboxes and the root cgroup.</summary>
public sealed class CadvisorMetrics(Consumption consumption, SeededRandom chance)
{
    private const double MiB = 1024 * 1024;

    /// <param name="text">The exposition to write to.</param>
    /// <param name="machine">The machine.</param>
    /// <param name="containers">The running containers.</param>
    /// <param name="meter">The counters of the machine as a whole.</param>
    /// <param name="at">The time of the scrape.</param>
    public void Write(Exposition text, Machine machine, IReadOnlyList<RunningContainer> containers, MachineMeter meter, DateTimeOffset at)
    {
        (string, string)[][] names = [.. containers.Select(Labels)];
        (string, string)[] root = [("container", ""), ("id", "/"), ("image", ""), ("name", ""), ("namespace", ""), ("pod", "")];

        void Each(string family, string type, string help, Func<RunningContainer, double?> of, double? whole = null)
        {
            text.Family(family, type, help);
            if (whole is { } all)
                text.Sample(all, root);
            for (var index = 0; index < containers.Count; index++)
            {
                if (of(containers[index]) is { } value)
                    text.Sample(value, names[index]);
            }
        }

        Each(
            "container_cpu_usage_seconds_total",
            "counter",
            "Cumulative cpu time consumed in seconds.",
            one => consumption.CpuSeconds(one, at),
            meter.CpuSeconds
        );
        Each(
            "container_cpu_cfs_periods_total",
            "counter",
            "Number of elapsed enforcement period intervals.",
            one => one.CpuLimit is null ? null : consumption.Periods(one, at)
        );
        Each(
            "container_cpu_cfs_throttled_periods_total",
            "counter",
            "Number of throttled period intervals.",
            one => one.CpuLimit is null ? null : consumption.ThrottledPeriods(one, at)
        );
        Each(
            "container_cpu_cfs_throttled_seconds_total",
            "counter",
            "Total time duration the container has been throttled.",
            one => one.CpuLimit is null ? null : consumption.ThrottledPeriods(one, at) * 0.03
        );
        Each("container_spec_cpu_period", "gauge", "CPU period of the container.", _ => 100_000);
        Each("container_spec_cpu_quota", "gauge", "CPU quota of the container.", one => one.CpuLimit * 100_000);
        Each(
            "container_memory_working_set_bytes",
            "gauge",
            "Current working set in bytes.",
            one => consumption.WorkingSet(one, at),
            meter.MemoryBytes
        );
        Each("container_memory_rss", "gauge", "Size of RSS in bytes.", one => Math.Round(consumption.WorkingSet(one, at) * 0.84));
        Each(
            "container_memory_cache",
            "gauge",
            "Number of bytes of page cache memory.",
            one => Math.Round(consumption.WorkingSet(one, at) * 0.22)
        );
        Each("container_memory_swap", "gauge", "Container swap usage in bytes.", _ => 0);
        Each("container_spec_memory_limit_bytes", "gauge", "Memory limit for the container.", one => one.MemoryLimit ?? 0);
        Each(
            "container_start_time_seconds",
            "gauge",
            "Start time of the container since unix epoch in seconds.",
            one => one.Since.ToUnixTimeSeconds()
        );
        Each("container_oom_events_total", "counter", "Count of out of memory events observed for the container", _ => 0);
        Each(
            "container_processes",
            "gauge",
            "Number of processes running inside the container.",
            one => one.Does.Voice == Voice.Database ? 14 : 1
        );
        Each("container_threads", "gauge", "Number of threads running inside the container", _ => 12);
        Each(
            "container_sockets",
            "gauge",
            "Number of open sockets for the container.",
            one => Math.Round(4 + consumption.RequestsPerSecond(one, at))
        );
        Each(
            "container_file_descriptors",
            "gauge",
            "Number of open file descriptors for the container.",
            one => Math.Round(16 + consumption.RequestsPerSecond(one, at))
        );
        Disks(text, containers, meter, at);
        Sandboxes(text, machine, containers, meter, at);
        text.Family("machine_cpu_cores", "gauge", "Number of logical CPU cores.").Sample(machine.Cores, ("machine_id", MachineId(machine)));
        text.Family("machine_memory_bytes", "gauge", "Amount of memory installed on the machine.")
            .Sample(machine.MemoryGiB * 1024 * MiB, ("machine_id", MachineId(machine)));
    }

    private void Disks(Exposition text, IReadOnlyList<RunningContainer> containers, MachineMeter meter, DateTimeOffset at)
    {
        text.Family("container_fs_reads_bytes_total", "counter", "Cumulative count of bytes read");
        foreach (var one in containers)
            text.Sample(Math.Floor(consumption.Read(one, at)), [.. Labels(one), ("device", "/dev/nvme0n1")]);
        text.Family("container_fs_writes_bytes_total", "counter", "Cumulative count of bytes written");
        foreach (var one in containers)
            text.Sample(Math.Floor(consumption.Written(one, at)), [.. Labels(one), ("device", "/dev/nvme0n1")]);
        text.Family("container_fs_writes_total", "counter", "Cumulative count of writes completed");
        foreach (var one in containers)
            text.Sample(Math.Floor(consumption.Written(one, at) / 8192), [.. Labels(one), ("device", "/dev/nvme0n1")]);
        text.Family("container_fs_usage_bytes", "gauge", "Number of bytes that are consumed by the container on this filesystem.")
            .Sample(meter.DiskUsed, ("device", "/dev/nvme0n1"), ("id", "/"));
        foreach (var one in containers)
            text.Sample(Math.Round((20 + (40 * chance.Of(one.Subject + "/layer"))) * MiB), [.. Labels(one), ("device", "/dev/nvme0n1")]);
        text.Family("container_fs_limit_bytes", "gauge", "Number of bytes that can be consumed by the container on this filesystem.")
            .Sample(meter.DiskSize, ("device", "/dev/nvme0n1"), ("id", "/"));
    }

    // A pod's network traffic is counted on its sandbox, which has an image and no container name. Host-network pods count on the machine.
    private void Sandboxes(
        Exposition text,
        Machine machine,
        IReadOnlyList<RunningContainer> containers,
        MachineMeter meter,
        DateTimeOffset at
    )
    {
        var pods = containers.GroupBy(one => one.PodUid).Select(pod => pod.First()).ToList();
        foreach (
            var (direction, whole, of) in ((string, double, Func<RunningContainer, double>)[])
                [
                    ("receive", meter.Received, one => consumption.Received(one, at)),
                    ("transmit", meter.Sent, one => consumption.Sent(one, at)),
                ]
        )
        {
            Write(
                $"container_network_{direction}_bytes_total",
                "Cumulative count of bytes passed",
                Math.Floor(whole),
                one => Math.Floor(one.HostNetwork ? whole : of(one))
            );
            Write($"container_network_{direction}_packets_dropped_total", "Cumulative count of packets dropped", 0, _ => 0);
            Write($"container_network_{direction}_errors_total", "Cumulative count of errors encountered", 0, _ => 0);
        }

        void Write(string family, string help, double whole, Func<RunningContainer, double> value)
        {
            text.Family(family, "counter", help).Sample(whole, ("id", "/"), ("interface", "eth0"));
            foreach (var pod in pods)
            {
                text.Sample(
                    value(pod),
                    ("container", ""),
                    ("id", $"/kubepods.slice/pod{pod.PodUid}"),
                    ("image", "registry.k8s.io/pause:3.10"),
                    ("interface", "eth0"),
                    ("name", SandboxId(pod)),
                    ("namespace", pod.Namespace),
                    ("pod", pod.Pod)
                );
            }
        }
    }

    private string SandboxId(RunningContainer pod) => chance.Letters(32, pod.PodUid + "/sandbox");

    private string MachineId(Machine machine) => chance.Letters(32, machine.Name);

    private static (string, string)[] Labels(RunningContainer one) =>
        [
            ("container", one.Name),
            ("id", $"/kubepods.slice/pod{one.PodUid}/cri-containerd-{one.Id}.scope"),
            ("image", one.Image),
            ("name", one.Id),
            ("namespace", one.Namespace),
            ("pod", one.Pod),
        ];
}
