namespace K8sDashboard.Demo.Life;

/// <summary>What a container uses at a time and has used since it started: a function of the seed, the container and the time.</summary>
public sealed class Consumption(LoadCurve curve)
{
    private const double MiB = 1024 * 1024;
    private const double PeriodsPerSecond = 10; // of the kernel's scheduler, for what has a limit
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(40);

    public double Cores(RunningContainer container, DateTimeOffset at) => Capped(container) * curve.Of(container.Subject, at);

    public double CpuSeconds(RunningContainer container, DateTimeOffset at) => Capped(container) * curve.Between(container.Subject, container.Since, at);

    public double Periods(RunningContainer container, DateTimeOffset at) =>
        container.CpuLimit is null ? 0 : Math.Floor(PeriodsPerSecond * Age(container, at).TotalSeconds);

    /// <summary>Bursts meet the limit long before the average does.</summary>
    public double ThrottledPeriods(RunningContainer container, DateTimeOffset at) =>
        Math.Floor(ThrottledShare(container) * PeriodsPerSecond * curve.Between(container.Subject + "/bursts", container.Since, at));

    /// <summary>In bytes; above the limit where the program leaks, until the kernel sees it.</summary>
    public long WorkingSet(RunningContainer container, DateTimeOffset at)
    {
        var age = Age(container, at);
        var warm = 1 - (0.45 * Math.Exp(-age / WarmUp));
        var breath = 1 + (0.06 * (curve.Of(container.Subject + "/memory", at) - 1));
        return (long)(((container.Does.MemoryMiB * warm * breath) + (container.Does.LeakMiBPerMinute * age.TotalMinutes)) * MiB);
    }

    /// <summary>How many requests it has answered.</summary>
    public double Requests(RunningContainer container, DateTimeOffset at) =>
        container.Ready ? container.Does.Requests * curve.Between(container.Subject, container.Since, at) : 0;

    public double RequestsPerSecond(RunningContainer container, DateTimeOffset at) =>
        container.Ready ? container.Does.Requests * curve.Of(container.Subject, at) : 0;

    /// <summary>Bytes that came in: each request a little, and what databases and health checks take.</summary>
    public double Received(RunningContainer container, DateTimeOffset at) => Traffic(container, 1_400, at, "/in");

    public double Sent(RunningContainer container, DateTimeOffset at) => Traffic(container, 9_000, at, "/out");

    public double Written(RunningContainer container, DateTimeOffset at) => WriteRate(container) * curve.Between(container.Subject + "/disk", container.Since, at);

    public double Read(RunningContainer container, DateTimeOffset at) => 0.4 * Written(container, at);

    private double Traffic(RunningContainer container, double bytesPerRequest, DateTimeOffset at, string direction) =>
        ((container.Does.Requests * bytesPerRequest) + (container.Does.Cpu * 40_000) + 300) * curve.Between(container.Subject + direction, container.Since, at);

    private static double WriteRate(RunningContainer container) => container.Does.Voice == Company.Voice.Database ? 400_000 : 2_000;

    private static double Capped(RunningContainer container) => Math.Min(container.Does.Cpu, (container.CpuLimit ?? double.MaxValue) * 0.6);

    private static double ThrottledShare(RunningContainer container) =>
        container.CpuLimit is { } limit ? Math.Clamp((container.Does.Cpu / limit) - 0.25, 0, 0.9) * 0.6 : 0;

    private static TimeSpan Age(RunningContainer container, DateTimeOffset at) => at > container.Since ? at - container.Since : TimeSpan.Zero;
}
