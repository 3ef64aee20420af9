namespace K8sDashboard.Demo.Life;

/// <summary>The lifecycle phase of a container; a closed set.</summary>
public abstract record ContainerPhase
{
    private ContainerPhase() { }

    /// <summary>Waits for earlier init containers, or for sandbox, volumes and image.</summary>
    public sealed record Creating(DateTimeOffset Until) : ContainerPhase;

    /// <summary>ErrImagePull and ImagePullBackOff: the image does not exist; pulling is retried with back-off.</summary>
    public sealed record NoImage(bool Waits, DateTimeOffset Until, int Tries) : ContainerPhase;

    /// <summary>CreateContainerConfigError: a ConfigMap or Secret of its environment is missing; it is retried.</summary>
    public sealed record NoSettings(string Missing, DateTimeOffset Until) : ContainerPhase;

    /// <summary>The program runs; it has started when its startup probe has succeeded.</summary>
    public sealed record Running(DateTimeOffset Since, bool Ready, bool Started = true) : ContainerPhase;

    /// <summary>The program has exited.</summary>
    public sealed record Ended(int ExitCode, string Reason, DateTimeOffset Since, DateTimeOffset At) : ContainerPhase;

    /// <summary>CrashLoopBackOff: the program has exited and is restarted after a delay.</summary>
    public sealed record BackingOff(DateTimeOffset Until, TimeSpan Delay) : ContainerPhase;
}
