namespace K8sDashboard.Demo.Exporters;

/// <summary>
/// The metrics of etcd, scheduler, controller-manager and kube-proxy. Those of the API server are in <see cref="ApiServerMetrics"/>.
/// </summary>
public static class ControlPlaneMetrics
{
    private static readonly (string, double)[] Queues =
    [
        ("deployment", 0.4),
        ("replicaset", 0.6),
        ("statefulset", 0.1),
        ("daemonset", 0.2),
        ("job", 0.15),
        ("cronjob", 0.05),
        ("endpoint_slice", 0.5),
        ("node", 0.3),
        ("garbage_collector_graph_changes", 2),
    ];

    public static void Etcd(Exposition text, SteadyWork work, bool leader, DateTimeOffset at)
    {
        text.Family("etcd_server_has_leader", "gauge", "Whether or not a leader exists. 1 is existence, 0 is not.").Sample(1);
        text.Family("etcd_server_is_leader", "gauge", "Whether or not this member is a leader. 1 if is, 0 otherwise.")
            .Sample(leader ? 1 : 0);
        text.Family("etcd_server_leader_changes_seen_total", "counter", "The number of leader changes seen.").Sample(3);
        text.Family("etcd_server_proposals_committed_total", "gauge", "The total number of consensus proposals committed.")
            .Sample(Math.Floor(work.Counted("proposals", 14, at)));
        text.Family("etcd_server_proposals_pending", "gauge", "The current number of pending proposals to commit.").Sample(0);
        text.Family("etcd_server_proposals_failed_total", "counter", "The total number of failed proposals seen.").Sample(0);
        text.Family("etcd_server_quota_backend_bytes", "gauge", "Current backend storage quota size in bytes.").Sample(2.147483648e+09);
        text.Family("etcd_mvcc_db_total_size_in_bytes", "gauge", "Total size of the underlying database physically allocated in bytes.")
            .Sample(Math.Round(work.Level("db", 7.4e+07, at)));
        text.Family("etcd_mvcc_db_total_size_in_use_in_bytes", "gauge", "Total size of the underlying database logically in use in bytes.")
            .Sample(Math.Round(work.Level("db", 4.1e+07, at)));
        text.Family("etcd_debugging_mvcc_keys_total", "gauge", "Total number of keys.").Sample(Math.Round(work.Level("keys", 2_400, at)));
        text.Family("etcd_debugging_mvcc_watcher_total", "gauge", "Total number of watchers.")
            .Sample(Math.Round(work.Level("watchers", 210, at)));
        text.Family("etcd_disk_wal_fsync_duration_seconds", "histogram", "The latency distributions of fsync called by WAL.");
        work.Took(text, "fsync", 14, 0.0021, at, SteadyWork.Seconds);
        text.Family("etcd_disk_backend_commit_duration_seconds", "histogram", "The latency distributions of commit called by backend.");
        work.Took(text, "commit", 9, 0.0034, at, SteadyWork.Seconds);
        text.Family("etcd_network_peer_round_trip_time_seconds", "histogram", "Round-Trip-Time histogram between peers");
        foreach (var peer in (string[])["8e9e05c52164694d", "91bc3c398fb3c146"])
            work.Took(text, "peer/" + peer, 1, 0.0009, at, SteadyWork.Seconds, ("To", peer));
        text.Family("etcd_network_client_grpc_received_bytes_total", "counter", "The total number of bytes received from grpc clients.")
            .Sample(Math.Floor(work.Counted("in", 16_000, at)));
        text.Family("etcd_network_client_grpc_sent_bytes_total", "counter", "The total number of bytes sent to grpc clients.")
            .Sample(Math.Floor(work.Counted("out", 140_000, at)));
        text.Family("grpc_server_started_total", "counter", "Total number of RPCs started on the server.");
        foreach (var (method, rate) in ((string, double)[])[("Range", 22), ("Txn", 12), ("LeaseGrant", 0.4)])
            text.Sample(
                Math.Floor(work.Counted("grpc/" + method, rate, at)),
                ("grpc_method", method),
                ("grpc_service", "etcdserverpb.KV"),
                ("grpc_type", "unary")
            );
        text.Family(
            "grpc_server_handled_total",
            "counter",
            "Total number of RPCs completed on the server, regardless of success or failure."
        );
        foreach (var (method, rate) in ((string, double)[])[("Range", 22), ("Txn", 12)])
            text.Sample(
                Math.Floor(work.Counted("grpc/" + method, rate, at)),
                ("grpc_code", "OK"),
                ("grpc_method", method),
                ("grpc_service", "etcdserverpb.KV"),
                ("grpc_type", "unary")
            );
        ProcessMetrics.Write(text, work, 0.06, 210, at);
    }

    /// <param name="text">The exposition to write to.</param>
    /// <param name="work">The activity of this scheduler.</param>
    /// <param name="leader">Whether it holds the leader lease; the others are idle.</param>
    /// <param name="unschedulable">The number of unschedulable pods.</param>
    /// <param name="nodes">The number of cached nodes.</param>
    /// <param name="pods">The number of cached pods.</param>
    /// <param name="at">The time of the scrape.</param>
    public static void Scheduler(Exposition text, SteadyWork work, bool leader, int unschedulable, int nodes, int pods, DateTimeOffset at)
    {
        var rate = leader ? 0.12 : 0;
        Leader(text, "kube-scheduler", leader);
        text.Family("scheduler_pending_pods", "gauge", "Number of pending pods, by the queue type.");
        foreach (var queue in (string[])["active", "backoff", "gated", "unschedulable"])
            text.Sample(leader && queue == "unschedulable" ? unschedulable : 0, ("queue", queue));
        text.Family("scheduler_unschedulable_pods", "gauge", "The number of unschedulable pods broken down by plugin name.")
            .Sample(leader ? unschedulable : 0, ("plugin", "NodeResourcesFit"), ("profile", "default-scheduler"));
        text.Family("scheduler_schedule_attempts_total", "counter", "Number of attempts to schedule pods, by the result.");
        foreach (var (result, share) in ((string, double)[])[("scheduled", 0.96), ("unschedulable", 0.04), ("error", 0)])
            text.Sample(
                Math.Floor(work.Counted("attempts/" + result, rate * share, at)),
                ("profile", "default-scheduler"),
                ("result", result)
            );
        text.Family("scheduler_scheduling_attempt_duration_seconds", "histogram", "Scheduling attempt latency in seconds.");
        work.Took(text, "attempt", rate, 0.003, at, SteadyWork.Seconds, ("profile", "default-scheduler"), ("result", "scheduled"));
        text.Family("scheduler_scheduling_algorithm_duration_seconds", "histogram", "Scheduling algorithm latency in seconds");
        work.Took(text, "algorithm", rate, 0.0008, at, SteadyWork.Seconds);
        text.Family(
            "scheduler_pod_scheduling_sli_duration_seconds",
            "histogram",
            "E2e latency for a pod being scheduled, from the time the pod enters the scheduling queue."
        );
        work.Took(text, "sli", rate, 0.006, at, SteadyWork.Seconds, ("attempts", "1"));
        text.Family(
            "scheduler_framework_extension_point_duration_seconds",
            "histogram",
            "Latency for running all plugins of a specific extension point."
        );
        foreach (var point in (string[])["Filter", "Score", "Bind"])
            work.Took(
                text,
                point,
                rate,
                0.0009,
                at,
                SteadyWork.Seconds,
                ("extension_point", point),
                ("profile", "default-scheduler"),
                ("status", "Success")
            );
        text.Family("scheduler_preemption_attempts_total", "counter", "Total preemption attempts in the cluster till now").Sample(0);
        text.Family("scheduler_cache_size", "gauge", "Number of nodes, pods, and assumed (bound) pods in the scheduler cache.")
            .Sample(nodes, ("type", "nodes"))
            .Sample(pods, ("type", "pods"));
        ProcessMetrics.WriteClient(text, work, leader ? 2 : 0.5, at);
        ProcessMetrics.Write(text, work, leader ? 0.01 : 0.002, 60, at);
    }

    public static void ControllerManager(
        Exposition text,
        SteadyWork work,
        bool leader,
        IReadOnlyCollection<ZoneHealth> zones,
        DateTimeOffset at
    )
    {
        Leader(text, "kube-controller-manager", leader);
        text.Family("node_collector_zone_size", "gauge", "Gauge measuring number of registered Nodes per zones.");
        foreach (var zone in zones)
            text.Sample(zone.Nodes, ("zone", zone.Zone));
        text.Family("node_collector_unhealthy_nodes_in_zone", "gauge", "Gauge measuring number of not Ready Nodes per zones.");
        foreach (var zone in zones)
            text.Sample(zone.Unhealthy, ("zone", zone.Zone));
        text.Family(
            "node_collector_evictions_total",
            "counter",
            "Number of Node evictions that happened since current instance of NodeController started."
        );
        foreach (var zone in zones)
            text.Sample(zone.Evictions, ("zone", zone.Zone));
        ProcessMetrics.WriteQueues(text, work, leader ? Queues : [.. Queues.Select(queue => (queue.Item1, 0.0))], at);
        ProcessMetrics.WriteClient(text, work, leader ? 6 : 0.5, at);
        ProcessMetrics.Write(text, work, leader ? 0.04 : 0.003, 120, at);
    }

    public static void Proxy(Exposition text, SteadyWork work, DateTimeOffset at)
    {
        var last = at.AddSeconds(-(at.ToUnixTimeSeconds() % 30));
        text.Family("kubeproxy_sync_proxy_rules_duration_seconds", "histogram", "SyncProxyRules latency in seconds");
        work.Took(text, "sync", 0.08, 0.045, at, SteadyWork.Seconds);
        text.Family("kubeproxy_network_programming_duration_seconds", "histogram", "In Cluster Network Programming Latency in seconds");
        work.Took(text, "programming", 0.04, 0.4, at, SteadyWork.Seconds);
        text.Family("kubeproxy_sync_proxy_rules_last_timestamp_seconds", "gauge", "The last time proxy rules were successfully synced")
            .Sample(last.ToUnixTimeSeconds());
        text.Family("kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds", "gauge", "The last time a sync of proxy rules was queued")
            .Sample(last.ToUnixTimeSeconds());
        text.Family("kubeproxy_sync_proxy_rules_endpoint_changes_pending", "gauge", "Pending proxy rules Endpoint changes").Sample(0);
        text.Family("kubeproxy_sync_proxy_rules_service_changes_pending", "gauge", "Pending proxy rules Service changes").Sample(0);
        text.Family("kubeproxy_sync_proxy_rules_iptables_restore_failures_total", "counter", "Cumulative proxy iptables restore failures")
            .Sample(0);
        ProcessMetrics.WriteClient(text, work, 0.3, at);
        ProcessMetrics.Write(text, work, 0.004, 38, at);
    }

    private static void Leader(Exposition text, string name, bool leader) =>
        text.Family(
                "leader_election_master_status",
                "gauge",
                "Gauge of if the reporting system is master of the relevant lease, 0 indicates backup, 1 indicates master."
            )
            .Sample(leader ? 1 : 0, ("name", name));
}
