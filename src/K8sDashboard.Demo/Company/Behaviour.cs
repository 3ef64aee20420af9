namespace K8sDashboard.Demo.Company;

/// <summary>What the program in an image does when it runs: how long it takes, what it uses, what it says, and how it fails.</summary>
public sealed record Behaviour
{
    private const double MostOfUsual = 1.1; // of its memory: it breathes with the load

    /// <summary>Cores at the usual load.</summary>
    public double Cpu { get; init; } = 0.02;

    /// <summary>Working set once it is warm.</summary>
    public long MemoryMiB { get; init; } = 40;

    /// <summary>What it gains beside that each minute, until its limit kills it.</summary>
    public double LeakMiBPerMinute { get; init; }

    /// <summary>Whether it may ever want more than so many bytes: most never do, and need not be looked at.</summary>
    public bool MayWant(long bytes) => LeakMiBPerMinute > 0 || MemoryMiB * MostOfUsual > bytes / (1024.0 * 1024);

    /// <summary>Requests a second that each pod answers at the usual load; 0 where it serves none.</summary>
    public double Requests { get; init; }

    /// <summary>The usual time of a request.</summary>
    public TimeSpan Latency { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The share of requests that it answers with a fault of its own.</summary>
    public double Errors { get; init; } = 0.001;

    public TimeSpan Pull { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>From the start to the first successful readiness probe; null never succeeds.</summary>
    public TimeSpan? ReadyAfter { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>From the start until it answers no more, though it runs; null never hangs.</summary>
    public TimeSpan? HangsAfter { get; init; }

    /// <summary>When it ends by itself; null runs until it is stopped.</summary>
    public TimeSpan? RunsFor { get; init; }

    /// <summary>What it ends with.</summary>
    public int ExitCode { get; init; }

    /// <summary>What it writes to its log.</summary>
    public Voice Voice { get; init; } = Voice.Service;

    /// <summary>The last lines before it ends with a fault.</summary>
    public IReadOnlyList<string> DyingWords { get; init; } = [];
}

/// <summary>How a program's log reads.</summary>
public enum Voice
{
    /// <summary>A line of JSON a request.</summary>
    Service,

    /// <summary>A web server's access log.</summary>
    AccessLog,

    /// <summary>A database's own words.</summary>
    Database,

    /// <summary>Steps of a job.</summary>
    Batch,

    /// <summary>klog, as Kubernetes' components write.</summary>
    Klog,

    /// <summary>logfmt, as Prometheus and its exporters write.</summary>
    Logfmt,
}
