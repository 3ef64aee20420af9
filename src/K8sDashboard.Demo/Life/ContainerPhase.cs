namespace K8sDashboard.Demo.Life;

/// <summary>Where a container is in its life; a closed set.</summary>
public abstract record ContainerPhase
{
    private ContainerPhase() { }

    /// <summary>It waits for those before it, or its sandbox, volumes and image are made ready.</summary>
    public sealed record Creating(DateTimeOffset Until) : ContainerPhase;

    /// <summary>Its registry has no such image; pulling is tried again, and in longer and longer intervals.</summary>
    public sealed record NoImage(bool Waits, DateTimeOffset Until, int Tries) : ContainerPhase;

    /// <summary>A ConfigMap or a Secret for its environment is missing; it is looked for again.</summary>
    public sealed record NoSettings(string Missing, DateTimeOffset Until) : ContainerPhase;

    /// <summary>Its program runs; it has started when its startup probe has succeeded.</summary>
    public sealed record Running(DateTimeOffset Since, bool Ready, bool Started = true) : ContainerPhase;

    /// <summary>Its program has ended.</summary>
    public sealed record Ended(int ExitCode, string Reason, DateTimeOffset Since, DateTimeOffset At) : ContainerPhase;

    /// <summary>Its program has ended and is started again later.</summary>
    public sealed record BackingOff(DateTimeOffset Until, TimeSpan Delay) : ContainerPhase;
}
