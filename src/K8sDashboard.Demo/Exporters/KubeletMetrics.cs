using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>The kubelet's metrics on <c>/metrics</c> and <c>/metrics/probes</c>.</summary>
public static class KubeletMetrics
{
    private const double GiB = 1024.0 * 1024 * 1024;
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(10);
    private static readonly (string Operation, double PerSecond, double Usual)[] RuntimeOperations =
    [
        ("container_status", 3, 0.002),
        ("list_containers", 2.2, 0.004),
        ("list_podsandbox", 2.2, 0.003),
        ("create_container", 0.02, 0.09),
        ("start_container", 0.02, 0.06),
        ("pull_image", 0.004, 2.5),
        ("exec_sync", 0.6, 0.05),
    ];

    private static readonly double[] PodStart = [0.5, 1, 2, 3, 4, 5, 6, 8, 10, 20, 30, 45, 60, 120, 180, 240, 300];

    /// <param name="text">The exposition to write to.</param>
    /// <param name="node">The node's name.</param>
    /// <param name="work">The activity of this kubelet.</param>
    /// <param name="containers">The running containers.</param>
    /// <param name="volumes">The mounted claims, with their sizes.</param>
    /// <param name="at">The time of the scrape.</param>
    public static void Write(
        Exposition text,
        string node,
        SteadyWork work,
        IReadOnlyList<RunningContainer> containers,
        IReadOnlyList<(string Namespace, string Claim, double Bytes)> volumes,
        DateTimeOffset at
    )
    {
        var pods = containers.Select(one => one.PodUid).Distinct().Count();
        text.Family("kubelet_node_name", "gauge", "The node's name. The count is always 1.").Sample(1, ("node", node));
        text.Family("kubelet_running_pods", "gauge", "Number of pods that have a running pod sandbox").Sample(pods);
        text.Family("kubelet_running_containers", "gauge", "Number of containers currently running")
            .Sample(containers.Count, ("container_state", "running"));
        text.Family(
            "kubelet_pod_start_duration_seconds",
            "histogram",
            "Duration in seconds from kubelet seeing a pod for the first time to the pod starting to run"
        );
        work.Took(text, "start", 0.01, 2.2, at, PodStart);
        text.Family(
            "kubelet_pod_start_sli_duration_seconds",
            "histogram",
            "Duration in seconds to start a pod, excluding time to pull images and run init containers"
        );
        work.Took(text, "start", 0.01, 1.6, at, PodStart);
        text.Family("kubelet_pleg_relist_duration_seconds", "histogram", "Duration in seconds for relisting pods in PLEG.");
        work.Took(text, "pleg", 1, 0.006, at, SteadyWork.Seconds);
        text.Family("kubelet_pleg_relist_interval_seconds", "histogram", "Interval in seconds between relisting in PLEG.");
        work.Took(text, "interval", 1, 1.0, at, SteadyWork.Seconds);
        text.Family("kubelet_pleg_last_seen_seconds", "gauge", "Timestamp in seconds when PLEG was last seen active.")
            .Sample(at.ToUnixTimeSeconds());
        text.Family("kubelet_runtime_operations_total", "counter", "Cumulative number of runtime operations by operation type.");
        foreach (var (operation, rate, _) in RuntimeOperations)
            text.Sample(Math.Floor(work.Counted("runtime/" + operation, rate, at)), ("operation_type", operation));
        text.Family(
            "kubelet_runtime_operations_errors_total",
            "counter",
            "Cumulative number of runtime operation errors by operation type."
        );
        text.Sample(Math.Floor(work.Counted("runtime/errors", 0.0008, at)), ("operation_type", "container_status"));
        text.Family(
            "kubelet_runtime_operations_duration_seconds",
            "histogram",
            "Duration in seconds of runtime operations. Broken down by operation type."
        );
        foreach (var (operation, rate, usual) in RuntimeOperations)
            work.Took(text, "took/" + operation, rate, usual, at, SteadyWork.Seconds, ("operation_type", operation));
        text.Family(
            "kubelet_pod_worker_duration_seconds",
            "histogram",
            "Duration in seconds to sync a single pod. Broken down by operation type: create, update, or sync"
        );
        foreach (var (operation, rate) in ((string, double)[])[("create", 0.01), ("update", 0.05), ("sync", 0.4)])
            work.Took(text, "worker/" + operation, rate, 0.02, at, SteadyWork.Seconds, ("operation_type", operation));
        text.Family("kubelet_pod_status_sync_duration_seconds", "histogram", "Duration in seconds to sync a pod status update.");
        work.Took(text, "status", 0.3, 0.02, at, SteadyWork.Seconds);
        Volumes(text, work, volumes, at);
        ProcessMetrics.WriteClient(text, work, 1.2, at);
        ProcessMetrics.Write(text, work, 0.05, 110, at);
    }

    /// <summary>Writes the kubelet's counters of container probes.</summary>
    public static void WriteProbes(Exposition text, IReadOnlyList<RunningContainer> containers, DateTimeOffset at)
    {
        text.Family(
            "prober_probe_total",
            "counter",
            "Cumulative number of a liveness, readiness or startup probe for a container by result."
        );
        foreach (var one in containers)
        {
            var ready = one.Readiness.For(at);
            foreach (var (result, time) in ((string, TimeSpan)[])[("successful", ready), ("failed", at - one.Since - ready)])
            {
                text.Sample(
                    Math.Floor(Math.Max(0, time / ProbePeriod)),
                    ("container", one.Name),
                    ("namespace", one.Namespace),
                    ("pod", one.Pod),
                    ("pod_uid", one.PodUid),
                    ("probe_type", "Readiness"),
                    ("result", result)
                );
            }
        }
    }

    private static void Volumes(
        Exposition text,
        SteadyWork work,
        IReadOnlyList<(string Namespace, string Claim, double Bytes)> volumes,
        DateTimeOffset at
    )
    {
        text.Family("volume_manager_total_volumes", "gauge", "Number of volumes in Volume Manager");
        foreach (var state in (string[])["actual_state_of_world", "desired_state_of_world"])
            text.Sample(volumes.Count, ("plugin_name", "kubernetes.io/csi"), ("state", state));
        text.Family("storage_operation_duration_seconds", "histogram", "Storage operation duration");
        work.Took(
            text,
            "storage",
            0.005,
            0.4,
            at,
            SteadyWork.Seconds,
            ("migrated", "false"),
            ("operation_name", "volume_mount"),
            ("status", "success"),
            ("volume_plugin", "kubernetes.io/csi")
        );
        foreach (
            var (family, share) in ((string, Func<string, double>)[])
                [("capacity_bytes", _ => 1), ("used_bytes", Used), ("available_bytes", claim => 1 - Used(claim))]
        )
        {
            text.Family("kubelet_volume_stats_" + family, "gauge", "Bytes in the volume");
            foreach (var (ns, claim, bytes) in volumes)
                text.Sample(Math.Round(bytes * share(claim)), ("namespace", ns), ("persistentvolumeclaim", claim));
        }

        text.Family("kubelet_volume_stats_inodes", "gauge", "Maximum number of inodes in the volume");
        foreach (var (ns, claim, bytes) in volumes)
            text.Sample(Math.Round(bytes / GiB * 65_536), ("namespace", ns), ("persistentvolumeclaim", claim));
        text.Family("kubelet_volume_stats_inodes_used", "gauge", "Number of used inodes in the volume");
        foreach (var (ns, claim, bytes) in volumes)
            text.Sample(Math.Round(bytes / GiB * 1_300), ("namespace", ns), ("persistentvolumeclaim", claim));

        double Used(string claim) => Math.Clamp(work.Level("volume/" + claim, 0.46, at), 0.1, 0.95);
    }
}
