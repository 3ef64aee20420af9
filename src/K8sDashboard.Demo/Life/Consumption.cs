namespace K8sDashboard.Demo.Life;

/// <summary>
/// The usage of a container, momentary and cumulative since its start: a function of the seed, the time and its workload. Read between two
/// turns.
/// </summary>
public sealed class Consumption(LoadCurve curve)
{
    private const double MiB = 1024 * 1024;
    private const double PeriodsPerSecond = 10; // of the kernel's CFS quota, for containers with a limit
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    public double Cores(RunningContainer container, DateTimeOffset at) =>
        container.Does.Cpu
        * (container.CpuWorkload.Idle + ((1 - CpuWorkload.IdleShare) * container.CpuWorkload.Share))
        * curve.Of(container.Subject, at);

    public double CpuSeconds(RunningContainer container, DateTimeOffset at) =>
        container.Does.Cpu
        * (
            (container.CpuWorkload.Idle * curve.Between(container.Subject, container.Since, at))
            + ((1 - CpuWorkload.IdleShare) * container.CpuWorkload.Done(curve, container.Subject, at))
        );

    public double Periods(RunningContainer container, DateTimeOffset at) =>
        container.CpuLimit is null ? 0 : Math.Floor(PeriodsPerSecond * Age(container, at).TotalSeconds);

    public double ThrottledPeriods(RunningContainer container, DateTimeOffset at) =>
        Math.Floor(PeriodsPerSecond * container.CpuWorkload.HeldUp(curve, container.Subject + "/bursts", at));

    /// <summary>In bytes; above the limit where the program allocates more, until the OOM kill.</summary>
    public long WorkingSet(RunningContainer container, DateTimeOffset at)
    {
        var age = Age(container, at);
        var warm = 1 - (0.45 * Math.Exp(-age / WarmUp));
        var breath = 1 + (0.06 * (curve.Of(container.Subject + "/memory", at) - 1));
        return (long)(((container.Does.MemoryMiB * warm * breath) + (container.Does.LeakMiBPerMinute * age.TotalMinutes)) * MiB);
    }

    /// <summary>The number of requests served.</summary>
    public double Requests(RunningContainer container, DateTimeOffset at) =>
        container.Does.Requests * container.CpuWorkload.Done(curve, container.Subject, at);

    /// <summary>Likewise by a wave of its own: for the counters of a histogram's buckets.</summary>
    public double Requests(RunningContainer container, string wave, DateTimeOffset at) =>
        container.Does.Requests * container.CpuWorkload.Done(curve, $"{container.Subject}/{wave}", at);

    public double RequestsPerSecond(RunningContainer container, DateTimeOffset at) =>
        container.Does.Requests * container.CpuWorkload.Share * curve.Of(container.Subject, at);

    /// <summary>Received bytes: some per request, plus those of databases and health checks.</summary>
    public double Received(RunningContainer container, DateTimeOffset at) => Traffic(container, 1_400, at, "in");

    public double Sent(RunningContainer container, DateTimeOffset at) => Traffic(container, 9_000, at, "out");

    public double Written(RunningContainer container, DateTimeOffset at) =>
        WriteRate(container) * curve.Between(container.Subject + "/disk", container.Since, at);

    public double Read(RunningContainer container, DateTimeOffset at) => 0.4 * Written(container, at);

    private double Traffic(RunningContainer container, double bytesPerRequest, DateTimeOffset at, string direction) =>
        (bytesPerRequest * Requests(container, direction, at))
        + (((container.Does.Cpu * 40_000) + 300) * curve.Between($"{container.Subject}/{direction}", container.Since, at));

    private static double WriteRate(RunningContainer container) => container.Does.Voice == Company.Voice.Database ? 400_000 : 2_000;

    private static TimeSpan Age(RunningContainer container, DateTimeOffset at) =>
        at > container.Since ? at - container.Since : TimeSpan.Zero;
}
