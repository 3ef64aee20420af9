namespace K8sDashboard.Demo.Exporters;

/// <summary>The API server's metrics: requests by verb and resource, stored objects, load.</summary>
public static class ApiServerMetrics
{
    private static readonly (string Verb, string Resource, string Scope, string Code, double PerSecond, double Usual)[] Requests =
    [
        ("GET", "leases", "resource", "200", 6, 0.002),
        ("PUT", "leases", "resource", "200", 6, 0.006),
        ("GET", "nodes", "resource", "200", 1.2, 0.003),
        ("PATCH", "nodes", "resource", "200", 1, 0.008),
        ("GET", "pods", "resource", "200", 2, 0.003),
        ("PATCH", "pods", "resource", "200", 0.9, 0.009),
        ("POST", "pods", "resource", "201", 0.15, 0.012),
        ("DELETE", "pods", "resource", "200", 0.12, 0.01),
        ("LIST", "pods", "cluster", "200", 0.4, 0.03),
        ("LIST", "events", "cluster", "200", 0.1, 0.02),
        ("POST", "events", "resource", "201", 0.5, 0.007),
        ("GET", "deployments", "resource", "200", 0.5, 0.003),
        ("PUT", "deployments", "resource", "200", 0.2, 0.008),
        ("GET", "configmaps", "resource", "200", 0.8, 0.003),
        ("GET", "secrets", "resource", "200", 0.3, 0.003),
        ("WATCH", "pods", "cluster", "200", 0.05, 300),
        ("WATCH", "services", "cluster", "200", 0.04, 300),
        ("GET", "pods", "resource", "404", 0.05, 0.002),
        ("PUT", "endpointslices", "resource", "200", 0.2, 0.007),
        ("PUT", "deployments", "resource", "409", 0.01, 0.006),
    ];

    private static readonly (string Name, double Seats)[] Levels =
    [
        ("system", 74),
        ("workload-high", 98),
        ("workload-low", 245),
        ("leader-election", 25),
    ];

    /// <param name="text">The exposition to write to.</param>
    /// <param name="work">The activity of this API server.</param>
    /// <param name="stored">The number of stored objects by resource.</param>
    /// <param name="at">The time of the scrape.</param>
    public static void Write(
        Exposition text,
        SteadyWork work,
        IReadOnlyCollection<(string Group, string Resource, int Count)> stored,
        DateTimeOffset at
    )
    {
        text.Family(
            "apiserver_request_total",
            "counter",
            "Counter of apiserver requests broken out for each verb, dry run value, group, version, resource, scope, component, "
                + "and HTTP response code."
        );
        foreach (var row in Requests)
        {
            text.Sample(
                Math.Floor(work.Counted(row.Verb + row.Resource + row.Code, row.PerSecond, at)),
                ("code", row.Code),
                ("component", "apiserver"),
                ("resource", row.Resource),
                ("scope", row.Scope),
                ("subresource", ""),
                ("verb", row.Verb),
                ("version", "v1")
            );
        }

        text.Family(
            "apiserver_request_duration_seconds",
            "histogram",
            "Response latency distribution in seconds for each verb, dry run value, group, version, resource, subresource, scope "
                + "and component."
        );
        Latencies(text, work, at);
        text.Family(
            "apiserver_request_sli_duration_seconds",
            "histogram",
            "Response latency distribution (not counting webhook duration and priority & fairness queue wait times) in seconds."
        );
        Latencies(text, work, at);
        text.Family(
                "apiserver_current_inflight_requests",
                "gauge",
                "Maximal number of currently used inflight request limit of this apiserver per request kind in last second."
            )
            .Sample(Math.Round(work.Level("mutating", 2, at)), ("request_kind", "mutating"))
            .Sample(Math.Round(work.Level("reading", 4, at)), ("request_kind", "readOnly"));
        text.Family("apiserver_longrunning_requests", "gauge", "Gauge of all active long-running apiserver requests.")
            .Sample(Math.Round(work.Level("watches", 260, at)), ("verb", "WATCH"), ("resource", "pods"));
        Fairness(text, work, at);
        text.Family("etcd_request_duration_seconds", "histogram", "Etcd request latency in seconds for each operation and object type.");
        foreach (var (operation, rate) in ((string, double)[])[("get", 4), ("list", 0.5), ("update", 8), ("create", 0.8), ("delete", 0.2)])
            work.Took(text, "etcd/" + operation, rate, 0.003, at, SteadyWork.Seconds, ("operation", operation), ("type", "*core.Pod"));
        text.Family(
            "apiserver_storage_objects",
            "gauge",
            "[DEPRECATED, consider using apiserver_resource_objects instead] Number of stored objects at the time of last check "
                + "split by kind."
        );
        foreach (var (group, resource, count) in stored)
            text.Sample(count, ("resource", group.Length == 0 ? resource : $"{resource}.{group}"));
        text.Family("apiserver_resource_objects", "gauge", "Number of stored objects at the time of last check split by kind.");
        foreach (var (group, resource, count) in stored)
            text.Sample(count, ("group", group), ("resource", resource));
        text.Family("apiserver_storage_size_bytes", "gauge", "Size of the storage database file physically allocated in bytes.")
            .Sample(Math.Round(work.Level("db", 7.4e+07, at)), ("storage_cluster_id", "etcd-0"));
        text.Family("apiserver_watch_events_total", "counter", "Number of events sent in watch clients");
        foreach (var (kind, rate) in ((string, double)[])[("Pod", 4), ("Lease", 12), ("Event", 1), ("Endpoints", 0.6)])
            text.Sample(
                Math.Floor(work.Counted("watched/" + kind, rate, at)),
                ("kind", kind),
                ("resource", kind.ToLowerInvariant() + "s"),
                ("version", "v1")
            );
        text.Family(
            "apiserver_client_certificate_expiration_seconds",
            "histogram",
            "Distribution of the remaining lifetime on the certificate used to authenticate a request."
        );
        work.Took(text, "certificates", 3, 200 * 86_400.0, at, [0, 1_800, 3_600, 86_400, 604_800, 2_592_000, 7_776_000, 31_104_000]);
        text.Family("kubernetes_healthcheck", "gauge", "This metric records the result of a single healthcheck.");
        foreach (var check in (string[])["ping", "etcd", "poststarthook/start-apiextensions-controllers", "informer-sync", "shutdown"])
            text.Sample(1, ("name", check), ("type", "readyz")).Sample(1, ("name", check), ("type", "livez"));
        text.Family("kubernetes_build_info", "gauge", "A metric with a constant '1' value labeled by major, minor, git version.")
            .Sample(1, ("git_version", Company.Machines.KubeletVersion), ("platform", "linux/amd64"));
        text.Family(
                "aggregator_unavailable_apiservice",
                "gauge",
                "Gauge of APIServices which are marked as unavailable broken down by APIService name."
            )
            .Sample(0, ("name", "v1beta1.metrics.k8s.io"));
        ProcessMetrics.WriteQueues(text, work, [("crd_openapi_controller", 0.01), ("DiscoveryController", 0.05)], at);
        ProcessMetrics.Write(text, work, 0.25, 720, at);
    }

    private static void Latencies(Exposition text, SteadyWork work, DateTimeOffset at)
    {
        foreach (var row in Requests.Where(row => row.Code[0] == '2'))
        {
            work.Took(
                text,
                $"took/{row.Verb}{row.Resource}",
                row.PerSecond,
                row.Usual,
                at,
                SteadyWork.Seconds,
                ("component", "apiserver"),
                ("resource", row.Resource),
                ("scope", row.Scope),
                ("subresource", ""),
                ("verb", row.Verb),
                ("version", "v1")
            );
        }
    }

    private static void Fairness(Exposition text, SteadyWork work, DateTimeOffset at)
    {
        text.Family(
            "apiserver_flowcontrol_current_executing_requests",
            "gauge",
            "Number of requests in initial (for a WATCH) or any (for a non-WATCH) execution stage in the API Priority and "
                + "Fairness subsystem"
        );
        foreach (var (name, _) in Levels)
            text.Sample(Math.Round(work.Level("executing/" + name, 1, at)), ("flow_schema", name), ("priority_level", name));
        text.Family(
            "apiserver_flowcontrol_current_executing_seats",
            "gauge",
            "Concurrency (number of seats) occupied by the currently executing requests."
        );
        foreach (var (name, _) in Levels)
            text.Sample(Math.Round(work.Level("executing/" + name, 1, at)), ("flow_schema", name), ("priority_level", name));
        text.Family(
            "apiserver_flowcontrol_current_inqueue_requests",
            "gauge",
            "Number of requests currently pending in queues of the API Priority and Fairness subsystem"
        );
        foreach (var (name, _) in Levels)
            text.Sample(0, ("flow_schema", name), ("priority_level", name));
        text.Family(
            "apiserver_flowcontrol_nominal_limit_seats",
            "gauge",
            "Nominal number of execution seats configured for each priority level"
        );
        foreach (var (name, seats) in Levels)
            text.Sample(seats, ("priority_level", name));
        text.Family(
            "apiserver_flowcontrol_current_limit_seats",
            "gauge",
            "current derived number of execution seats available to each priority level"
        );
        foreach (var (name, seats) in Levels)
            text.Sample(seats, ("priority_level", name));
        text.Family(
            "apiserver_flowcontrol_request_wait_duration_seconds",
            "histogram",
            "Length of time a request spent waiting in its queue"
        );
        foreach (var (name, _) in Levels)
            work.Took(
                text,
                "wait/" + name,
                4,
                0.0003,
                at,
                SteadyWork.Seconds,
                ("execute", "true"),
                ("flow_schema", name),
                ("priority_level", name)
            );
    }
}
