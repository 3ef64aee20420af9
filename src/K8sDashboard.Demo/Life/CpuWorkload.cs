using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The workload of one start of a container: its share of its app's load, 1 being the usual, which changes as pods come, go and get ready.
/// Past work is accumulated, so that counters are monotonic. Not thread-safe, reads included.
/// </summary>
public sealed class CpuWorkload
{
    /// <summary>The share of the usual CPU that an idle program uses.</summary>
    public const double IdleShare = 0.1;

    private readonly Behaviour does;
    private readonly double? cpuLimit;
    private readonly List<Part> parts = new(1); // one per change of the share: some an hour
    private Dictionary<(string, Kind), (int Parts, double Seconds)>? settled; // cache of completed parts, one entry per counter

    /// <param name="does">The program's behaviour.</param>
    /// <param name="cpuLimit">In cores; null without a limit.</param>
    /// <param name="since">When it started. A server of requests gets none until it is ready.</param>
    public CpuWorkload(Behaviour does, double? cpuLimit, DateTimeOffset since)
    {
        (this.does, this.cpuLimit) = (does, cpuLimit);
        parts.Add(PartOf(does.Requests > 0 ? 0 : 1, since));
    }

    private enum Kind
    {
        Done,
        HeldUp,
    }

    /// <summary>The current share, capped by the CPU limit.</summary>
    public double Share => parts[^1].Share;

    /// <summary>The idle part, in units of the usual CPU.</summary>
    public double Idle => Math.Min(IdleShare, Most);

    // At this share the load's peak just reaches the limit.
    private double Most => cpuLimit is { } limit ? limit / (does.Cpu * LoadCurve.Highest) : double.PositiveInfinity;

    /// <summary>Sets the share from now on.</summary>
    public void Take(double share, DateTimeOffset now)
    {
        var next = PartOf(share, now);
        if (next with { From = parts[^1].From } != parts[^1])
            parts.Add(next);
    }

    /// <summary>Accumulated work in seconds at the usual load, by the waves of a subject.</summary>
    public double Done(LoadCurve curve, string subject, DateTimeOffset at) => Sum(curve, subject, Kind.Done, at);

    /// <summary>Likewise, the seconds throttled by the CPU limit.</summary>
    public double HeldUp(LoadCurve curve, string subject, DateTimeOffset at) => Sum(curve, subject, Kind.HeldUp, at);

    private double Sum(LoadCurve curve, string subject, Kind kind, DateTimeOffset at)
    {
        settled ??= [];
        var (counted, seconds) = settled.GetValueOrDefault((subject, kind));
        for (; counted < parts.Count - 1; counted++)
            seconds += Weight(parts[counted]) * curve.Between(subject, parts[counted].From, parts[counted + 1].From);
        settled[(subject, kind)] = (counted, seconds);
        return seconds + (Weight(parts[^1]) * curve.Between(subject, parts[^1].From, at));

        double Weight(Part part) => kind == Kind.Done ? part.Share : part.HeldUp;
    }

    // Bursts are throttled long before the average reaches the limit.
    private Part PartOf(double share, DateTimeOffset from) =>
        new(
            from,
            Math.Min(share, Math.Max(0, (Most - IdleShare) / (1 - IdleShare))),
            cpuLimit is { } limit ? Math.Clamp((does.Cpu * share / limit) - 0.25, 0, 0.9) * 0.6 : 0
        );

    private readonly record struct Part(DateTimeOffset From, double Share, double HeldUp);
}
