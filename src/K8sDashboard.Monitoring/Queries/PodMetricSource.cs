namespace K8sDashboard.Monitoring.Queries;

/// <summary>Which rows tell what a pod uses. Runtimes differ on one cluster: chosen for each pod by which has samples of it.</summary>
internal enum PodRows
{
    /// <summary>cAdvisor's row of each container.</summary>
    Containers,

    /// <summary>cAdvisor's row of the pod's cgroup, of a runtime whose containers it cannot name, as cri-dockerd's.</summary>
    PodCgroups,

    /// <summary>The kubelet's own <c>/metrics/resource</c>.</summary>
    ResourceMetrics,
}

/// <summary>One place that tells what pods use.</summary>
/// <param name="Rows">Which of its rows.</param>
/// <param name="Job">The job that scrapes it.</param>
internal sealed record PodMetricSource(PodRows Rows, string Job)
{
    public string CpuCounter => Rows is PodRows.ResourceMetrics ? DiscoveryQueries.PodCpu : DiscoveryQueries.ContainerCpu;

    public string Memory => Rows is PodRows.ResourceMetrics ? "pod_memory_working_set_bytes" : "container_memory_working_set_bytes";

    /// <summary>The labels by which one line is told from another.</summary>
    public string Line => Rows is PodRows.Containers ? "namespace, pod, container" : "namespace, pod";

    /// <summary>What a line is called in the chart of one pod.</summary>
    public string Legend => Rows is PodRows.Containers ? "{{container}}" : "{{pod}}";

    /// <summary>
    /// The rows of these pods, each thing once: without the filters a pod counts three times, as its own cgroup, as the pause container,
    /// which has an image but no name, and as its containers. <c>/metrics/resource</c> repeats containers without an image.
    /// </summary>
    public Matchers Select(Matchers pods) =>
        Rows switch
        {
            PodRows.Containers => pods.Is(Label.Job, Job).IsNot(Label.Container, "").IsNot(Label.Container, "POD").IsNot(Label.Image, ""),
            PodRows.PodCgroups => pods.Is(Label.Job, Job).Is(Label.Container, "").Is(Label.Image, ""),
            _ => pods.Is(Label.Job, Job),
        };

    /// <summary>
    /// Last write wins: of the series of one thing only that of its newest instance. A container that was restarted, or a pod that was
    /// made again under its name, leaves its series behind for five minutes wherever targets bring their own timestamps, and
    /// <c>max</c> would show the memory of the dead.
    /// </summary>
    /// <param name="expression">Values with the labels of the selector.</param>
    /// <param name="metric">A metric of the same rows.</param>
    /// <param name="selector">The rows.</param>
    /// <param name="window">The range of the expression; null for an instant one.</param>
    public string Newest(string expression, string metric, Matchers selector, string? window = null) =>
        $"max by ({Line}) ({expression} and on ({Instance}) topk by ({Line}) (1, {Age(metric, selector, window)}))";

    /// <summary>
    /// Of each pod the start, in Unix seconds, of the oldest of those newest instances, or its first sample where no start is told: a line
    /// that only a predecessor has samples of tells of it.
    /// </summary>
    /// <inheritdoc cref="Newest"/>
    public string Origin(string metric, Matchers selector, string? window = null) =>
        $"min by (namespace, pod) (max by ({Line}) ({Oldest(metric, selector, window)}))";

    // A pod made again on the same node continues the series of the one before in /metrics/resource: a rate is its own where no sample of
    // the whole window is older.
    private string Oldest(string metric, Matchers selector, string? window) =>
        Rows is PodRows.ResourceMetrics && window is not null
            ? $"min_over_time(timestamp({metric}{selector})[{window}:15s])"
            : Age(metric, selector, window);

    // By the start where cAdvisor tells it; some installations drop that metric, and then the newest sample tells nearly as well.
    private string Age(string metric, Matchers selector, string? window)
    {
        var sampled = $"timestamp({metric}{selector})";
        if (Rows is PodRows.ResourceMetrics)
            return sampled;
        var started = $"container_start_time_seconds{selector}";
        return $"{(window is null ? started : $"last_over_time({started}[{window}])")} or on ({Line}) {sampled}";
    }

    // cAdvisor's id is the cgroup and its name the runtime's id of the container; /metrics/resource has neither, but knows the node.
    private string Instance => Rows is PodRows.ResourceMetrics ? "namespace, pod, instance" : Line + ", id, name";
}
