namespace K8sDashboard.Monitoring.Queries;

/// <summary>The kind of series with a pod's usage. Runtimes differ within a cluster: chosen by pod, by which has samples of it.</summary>
internal enum PodRows
{
    /// <summary>cAdvisor's series by container.</summary>
    Containers,

    /// <summary>cAdvisor's series of the pod's cgroup, for runtimes whose containers it cannot name, such as cri-dockerd.</summary>
    PodCgroups,

    /// <summary>The kubelet's own <c>/metrics/resource</c>.</summary>
    ResourceMetrics,
}

/// <summary>One source of pod usage.</summary>
/// <param name="Rows">The kind of series.</param>
/// <param name="Job">The job that scrapes it.</param>
internal sealed record PodMetricSource(PodRows Rows, string Job)
{
    public string CpuCounter => Rows is PodRows.ResourceMetrics ? DiscoveryQueries.PodCpu : DiscoveryQueries.ContainerCpu;

    public string Memory => Rows is PodRows.ResourceMetrics ? "pod_memory_working_set_bytes" : "container_memory_working_set_bytes";

    /// <summary>The labels that identify a line.</summary>
    public string Line => Rows is PodRows.Containers ? "namespace, pod, container" : "namespace, pod";

    /// <summary>The legend of a line in the chart of one pod.</summary>
    public string Legend => Rows is PodRows.Containers ? "{{container}}" : "{{pod}}";

    /// <summary>
    /// A selector without duplicates: unfiltered, a pod counts three times, as its own cgroup, as the pause container (with an image but no
    /// name), and as its containers. <c>/metrics/resource</c> repeats containers without an image label.
    /// </summary>
    public Matchers Select(Matchers pods) =>
        Rows switch
        {
            PodRows.Containers => pods.Is(Label.Job, Job).IsNot(Label.Container, "").IsNot(Label.Container, "POD").IsNot(Label.Image, ""),
            PodRows.PodCgroups => pods.Is(Label.Job, Job).Is(Label.Container, "").Is(Label.Image, ""),
            _ => pods.Is(Label.Job, Job),
        };

    /// <summary>
    /// Last write wins: only the series of the newest instance. Where targets set their own timestamps, the series of a restarted container
    /// or a recreated pod remains for five minutes (staleness), and <c>max</c> would select it.
    /// </summary>
    /// <param name="expression">Values with the labels of the selector.</param>
    /// <param name="metric">A metric of the same series.</param>
    /// <param name="selector">The selector.</param>
    /// <param name="window">The range of the expression; null for an instant one.</param>
    public string Newest(string expression, string metric, Matchers selector, string? window = null) =>
        $"max by ({Line}) ({expression} and on ({Instance}) topk by ({Line}) (1, {Age(metric, selector, window)}))";

    /// <summary>
    /// By pod the start, in Unix seconds, of the oldest of those newest instances, or its first sample where there is no start time: to
    /// detect samples of a predecessor.
    /// </summary>
    /// <inheritdoc cref="Newest"/>
    public string Origin(string metric, Matchers selector, string? window = null) =>
        $"min by (namespace, pod) (max by ({Line}) ({Oldest(metric, selector, window)}))";

    // In /metrics/resource a pod recreated on the same node continues its predecessor's series: a rate is its own only where no sample of
    // the window is older.
    private string Oldest(string metric, Matchers selector, string? window) =>
        Rows is PodRows.ResourceMetrics && window is not null
            ? $"min_over_time(timestamp({metric}{selector})[{window}:15s])"
            : Age(metric, selector, window);

    // By cAdvisor's start time; where that metric is dropped, the newest sample is a good approximation.
    private string Age(string metric, Matchers selector, string? window)
    {
        var sampled = $"timestamp({metric}{selector})";
        if (Rows is PodRows.ResourceMetrics)
            return sampled;
        var started = $"container_start_time_seconds{selector}";
        return $"{(window is null ? started : $"last_over_time({started}[{window}])")} or on ({Line}) {sampled}";
    }

    // cAdvisor's id is the cgroup and its name the runtime's container id; /metrics/resource has neither, but identifies the node.
    private string Instance => Rows is PodRows.ResourceMetrics ? "namespace, pod, instance" : Line + ", id, name";
}
