namespace K8sDashboard.Demo.Company;

/// <summary>How the program of an image behaves: start-up time, resource usage, log output and failures.</summary>
public sealed record Behaviour
{
    private const double MostOfUsual = 1.1; // of its memory, which varies with the load

    /// <summary>CPU cores at the usual load.</summary>
    public double Cpu { get; init; } = 0.02;

    /// <summary>The working set in MiB after warm-up.</summary>
    public long MemoryMiB { get; init; } = 40;

    /// <summary>Memory leak in MiB a minute, up to the OOM kill at the limit.</summary>
    public double LeakMiBPerMinute { get; init; }

    /// <summary>Whether its working set can ever exceed so many bytes; most cannot, and are skipped.</summary>
    public bool MayWant(long bytes) => LeakMiBPerMinute > 0 || MemoryMiB * MostOfUsual > bytes / (1024.0 * 1024);

    /// <summary>Requests a second of each pod at the usual load; 0 for none.</summary>
    public double Requests { get; init; }

    /// <summary>The mean latency of a request.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The share of requests that fail with HTTP 5xx.</summary>
    public double Errors { get; init; } = 0.001;

    public TimeSpan Pull { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From the start to the first successful readiness probe; null never gets ready.</summary>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>From the start until it hangs: it runs, but fails its probes. Null for never.</summary>
    public TimeSpan? HangsAfter { get; init; }

    /// <summary>When it exits; null runs until it is stopped.</summary>
    public TimeSpan? RunsFor { get; init; }

    /// <summary>Its exit code.</summary>
    public int ExitCode { get; init; }

    /// <summary>The format of its log.</summary>
    public Voice Voice { get; init; } = Voice.Service;

    /// <summary>The last log lines before a failure.</summary>
    public IReadOnlyList<string> DyingWords { get; init; } = [];
}

/// <summary>The log formats.</summary>
public enum Voice
{
    /// <summary>One JSON line a request.</summary>
    Service,

    /// <summary>The access log of a web server.</summary>
    AccessLog,

    /// <summary>The log of a database server.</summary>
    Database,

    /// <summary>The steps of a batch job.</summary>
    Batch,

    /// <summary>klog, the format of Kubernetes' components.</summary>
    Klog,

    /// <summary>logfmt, the format of Prometheus and its exporters.</summary>
    Logfmt,
}
