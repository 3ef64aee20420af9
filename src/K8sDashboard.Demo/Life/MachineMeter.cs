using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The counters of a machine as a whole: its containers and the system. Accumulated over time, since the usage of deleted containers must
/// stay counted.
/// </summary>
public sealed class MachineMeter(Machine machine, Consumption consumption, LoadCurve curve)
{
    private const double GiB = 1024.0 * 1024 * 1024;
    private const double SystemCores = 0.18;
    private const double SystemMemory = 0.9 * GiB;
    private const double WaitShare = 0.03; // of the busy time, iowait
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private DateTimeOffset? last;

    public double CpuSeconds { get; private set; }

    public double WaitSeconds { get; private set; }

    public double IdleSeconds { get; private set; }

    /// <summary>CPU cores in use.</summary>
    public double Cores { get; private set; }

    public double MemoryBytes { get; private set; }

    public double MemorySize => machine.MemoryGiB * GiB;

    public double Received { get; private set; }

    public double Sent { get; private set; }

    public double DiskWritten { get; private set; }

    public double DiskRead { get; private set; }

    public double DiskSize => 200 * GiB;

    public double DiskUsed { get; private set; }

    /// <summary>The load averages.</summary>
    public (double One, double Five, double Fifteen) Load { get; private set; }

    /// <summary>OOM kills since boot.</summary>
    public int OutOfMemoryKills { get; set; }

    /// <summary>Memory in bytes used outside containers: it causes memory pressure.</summary>
    public double Hogged { get; set; }

    /// <summary>Accumulates until <paramref name="at"/>.</summary>
    public void Advance(IReadOnlyList<RunningContainer> containers, DateTimeOffset at)
    {
        if (at < last)
            return;
        var seconds = last is { } before ? (at - before).TotalSeconds : 0;
        var own = curve.Of(machine.Name, at);
        Cores = Math.Min(machine.Cores, (SystemCores * own) + containers.Sum(one => consumption.Cores(one, at)));
        MemoryBytes = Math.Min(
            MemorySize * 0.98,
            (SystemMemory * curve.Of(machine.Name + "/memory", at))
                + Hogged
                + containers.Sum(one => (double)consumption.WorkingSet(one, at))
        );
        CpuSeconds += Cores * seconds;
        WaitSeconds += Cores * WaitShare * seconds;
        IdleSeconds += Math.Max(0, machine.Cores - (Cores * (1 + WaitShare))) * seconds;
        var requests = containers.Sum(one => consumption.RequestsPerSecond(one, at));
        Received += (4_000 + (requests * 2_100)) * own * seconds;
        Sent += (5_000 + (requests * 9_600)) * own * seconds;
        DiskWritten += (60_000 + (900_000 * Cores)) * own * seconds;
        DiskRead += (20_000 + (250_000 * Cores)) * curve.Of(machine.Name + "/reads", at) * seconds;
        DiskUsed = (0.34 + (0.06 * curve.Of(machine.Name + "/disk", at))) * DiskSize;
        Load = last is null
            ? (Cores, Cores, Cores)
            : (Towards(Load.One, 1, seconds), Towards(Load.Five, 5, seconds), Towards(Load.Fifteen, 15, seconds));
        last = at;
    }

    private double Towards(double load, int minutes, double seconds)
    {
        var keep = Math.Exp(-seconds / (Minute.TotalSeconds * minutes));
        return (load * keep) + (Cores * 1.1 * (1 - keep));
    }
}
