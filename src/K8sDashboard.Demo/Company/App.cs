namespace K8sDashboard.Demo.Company;

/// <summary>One thing that the company runs: a workload with what belongs to it.</summary>
/// <param name="Namespace">Where.</param>
/// <param name="Name">The workload's name, also that of its Service.</param>
/// <param name="Kind">What runs its pods.</param>
/// <param name="Image">The image of its one container; what it does stands in <see cref="Images"/>.</param>
/// <param name="Replicas">How many; without a meaning for one pod a node.</param>
/// <param name="Requests">CPU and memory as <c>100m/128Mi</c>.</param>
/// <param name="Limits">The same; an empty CPU sets none.</param>
public sealed record App(string Namespace, string Name, AppKind Kind, string Image, int Replicas, string Requests, string Limits)
{
    /// <summary>The port of the container and, behind port 80, of its Service; 0 has neither.</summary>
    public int Port { get; init; }

    /// <summary>Where the readiness probe asks.</summary>
    public string Probe { get; init; } = "/healthz";

    /// <summary>The host name that an Ingress leads here.</summary>
    public string? Host { get; init; }

    /// <summary>An autoscaler's least and most.</summary>
    public (int Least, int Most)? Autoscaled { get; init; }

    /// <summary>What a disruption budget keeps.</summary>
    public int? KeepsAvailable { get; init; }

    /// <summary>The size of each pod's volume, <c>20Gi</c>; null has none.</summary>
    public string? Volume { get; init; }

    /// <summary>A cron schedule, for what runs now and then.</summary>
    public string? Schedule { get; init; }

    /// <summary>On the host's network and on every node, tainted or not.</summary>
    public bool OfNode { get; init; }

    /// <summary>Prometheus asks it for metrics of its own.</summary>
    public bool Scraped { get; init; }

    /// <summary>The label that its Service looks for, where somebody has mistyped it.</summary>
    public string? ServiceLooksFor { get; init; }

    /// <summary>How long ago it was made.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(40);

    /// <summary>What people have said of its revisions, the latest last.</summary>
    public string ChangeCause { get; init; } = "";
}

/// <summary>What runs an app's pods.</summary>
public enum AppKind
{
    Deployment,
    StatefulSet,
    DaemonSet,
    CronJob,
    Job,
    StaticPod,
}
