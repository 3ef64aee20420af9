namespace K8sDashboard.Demo.Exporters;

/// <summary>The metrics of every Go process and of every Kubernetes component.</summary>
public static class ProcessMetrics
{
    /// <summary>The process: CPU, memory, file descriptors, goroutines.</summary>
    public static void Write(Exposition text, SteadyWork work, double cores, double memoryMiB, DateTimeOffset at)
    {
        text.Family("process_cpu_seconds_total", "counter", "Total user and system CPU time spent in seconds.")
            .Sample(work.Counted("cpu", cores, at));
        text.Family("process_resident_memory_bytes", "gauge", "Resident memory size in bytes.")
            .Sample(Math.Round(work.Level("memory", memoryMiB, at) * 1024 * 1024));
        text.Family("process_open_fds", "gauge", "Number of open file descriptors.").Sample(Math.Round(work.Level("fds", 60, at)));
        text.Family("process_max_fds", "gauge", "Maximum number of open file descriptors.").Sample(1_048_576);
        text.Family("process_start_time_seconds", "gauge", "Start time of the process since unix epoch in seconds.")
            .Sample(work.Since.ToUnixTimeSeconds());
        text.Family("go_goroutines", "gauge", "Number of goroutines that currently exist.")
            .Sample(Math.Round(work.Level("goroutines", 180, at)));
    }

    /// <summary>The client-go metrics of a component.</summary>
    public static void WriteClient(Exposition text, SteadyWork work, double perSecond, DateTimeOffset at)
    {
        text.Family("rest_client_requests_total", "counter", "Number of HTTP requests, partitioned by status code, method, and host.");
        foreach (
            var (method, code, share) in ((string, string, double)[])
                [("GET", "200", 0.6), ("PUT", "200", 0.25), ("PATCH", "200", 0.1), ("POST", "201", 0.04), ("PUT", "409", 0.004)]
        )
            text.Sample(
                Math.Floor(work.Counted($"client/{method}{code}", perSecond * share, at)),
                ("code", code),
                ("host", "10.20.0.100:6443"),
                ("method", method)
            );
        text.Family("rest_client_request_duration_seconds", "histogram", "Request latency in seconds. Broken down by verb, and host.");
        foreach (var (verb, share) in ((string, double)[])[("GET", 0.6), ("PUT", 0.26), ("POST", 0.04)])
            work.Took(
                text,
                "client/" + verb,
                perSecond * share,
                0.006,
                at,
                SteadyWork.Seconds,
                ("host", "10.20.0.100:6443"),
                ("verb", verb)
            );
        text.Family(
            "rest_client_rate_limiter_duration_seconds",
            "histogram",
            "Client side rate limiter latency in seconds. Broken down by verb, and host."
        );
        work.Took(text, "client/limiter", perSecond, 0.0004, at, SteadyWork.Seconds, ("host", "10.20.0.100:6443"), ("verb", "GET"));
    }

    /// <summary>The work queues of controllers.</summary>
    public static void WriteQueues(
        Exposition text,
        SteadyWork work,
        IReadOnlyList<(string Name, double PerSecond)> queues,
        DateTimeOffset at
    )
    {
        text.Family("workqueue_depth", "gauge", "Current depth of workqueue");
        foreach (var (name, _) in queues)
            text.Sample(0, ("name", name));
        text.Family("workqueue_adds_total", "counter", "Total number of adds handled by workqueue");
        foreach (var (name, rate) in queues)
            text.Sample(Math.Floor(work.Counted($"queue/{name}", rate, at)), ("name", name));
        text.Family("workqueue_retries_total", "counter", "Total number of retries handled by workqueue");
        foreach (var (name, rate) in queues)
            text.Sample(Math.Floor(work.Counted($"retries/{name}", rate * 0.01, at)), ("name", name));
        text.Family(
            "workqueue_longest_running_processor_seconds",
            "gauge",
            "How many seconds has the longest running processor for workqueue been running."
        );
        foreach (var (name, _) in queues)
            text.Sample(0, ("name", name));
        text.Family(
            "workqueue_queue_duration_seconds",
            "histogram",
            "How long in seconds an item stays in workqueue before being requested."
        );
        foreach (var (name, rate) in queues)
            work.Took(text, $"waited/{name}", rate, 0.0008, at, SteadyWork.Seconds, ("name", name));
        text.Family("workqueue_work_duration_seconds", "histogram", "How long in seconds processing an item from workqueue takes.");
        foreach (var (name, rate) in queues)
            work.Took(text, $"worked/{name}", rate, 0.004, at, SteadyWork.Seconds, ("name", name));
    }
}
