namespace K8sDashboard.Demo.Company;

/// <summary>One application of the company: a workload with its Service, Ingress, autoscaler and disruption budget.</summary>
/// <param name="Namespace">The namespace.</param>
/// <param name="Name">The name of the workload and of its Service.</param>
/// <param name="Kind">The kind of the workload.</param>
/// <param name="Image">The image of its one container; its behaviour is defined in <see cref="Images"/>.</param>
/// <param name="Replicas">The number of pods; ignored for DaemonSets.</param>
/// <param name="Requests">CPU and memory as <c>100m/128Mi</c>.</param>
/// <param name="Limits">Likewise; an empty CPU sets no limit.</param>
public sealed record App(string Namespace, string Name, AppKind Kind, string Image, int Replicas, string Requests, string Limits)
{
    /// <summary>The container's port, behind port 80 of the Service; 0 for neither.</summary>
    public int Port { get; init; }

    /// <summary>The HTTP path of the readiness probe.</summary>
    public string Probe { get; init; } = "/healthz";

    /// <summary>The host name of its Ingress.</summary>
    public string? Host { get; init; }

    /// <summary>Minimum and maximum replicas of its autoscaler.</summary>
    public (int Least, int Most)? Autoscaled { get; init; }

    /// <summary><c>minAvailable</c> of its PodDisruptionBudget.</summary>
    public int? KeepsAvailable { get; init; }

    /// <summary>The size of each pod's volume, <c>20Gi</c>; null for none.</summary>
    public string? Volume { get; init; }

    /// <summary>The cron schedule of a CronJob.</summary>
    public string? Schedule { get; init; }

    /// <summary>Uses the host's network and tolerates all taints of nodes.</summary>
    public bool OfNode { get; init; }

    /// <summary>Has metrics of its own that Prometheus scrapes.</summary>
    public bool Scraped { get; init; }

    /// <summary>A mistyped label in the selector of its Service, which therefore has no endpoints.</summary>
    public string? ServiceLooksFor { get; init; }

    /// <summary>The age of the workload.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(40);

    /// <summary>The <c>kubernetes.io/change-cause</c> of its revisions, the latest last.</summary>
    public string ChangeCause { get; init; } = "";
}

/// <summary>The kind of a workload.</summary>
public enum AppKind
{
    Deployment,
    StatefulSet,
    DaemonSet,
    CronJob,
    Job,
    StaticPod,
}
