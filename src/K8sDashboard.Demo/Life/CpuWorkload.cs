using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// What one start of a container has had to do: its share of its app's work, 1 being the usual, which changes as others come, go
/// and get ready. What it has done stays done, so that its counters never fall. For one thread, asking included.
/// </summary>
public sealed class CpuWorkload
{
    /// <summary>Of the usual CPU: what a program takes that nobody asks anything.</summary>
    public const double IdleShare = 0.1;

    private readonly Behaviour does;
    private readonly double? cpuLimit;
    private readonly List<Part> parts = new(1); // one for each change: some an hour
    private Dictionary<(string, Kind), (int Parts, double Seconds)>? settled; // one for each thing that is counted, once it is

    /// <param name="does">What its program does.</param>
    /// <param name="cpuLimit">In cores; null without a limit.</param>
    /// <param name="since">When it started. Who serves requests gets none until it is ready.</param>
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

    /// <summary>What it gets done now: no more than its limit lets it.</summary>
    public double Share => parts[^1].Share;

    /// <summary>What it takes beside, of the usual CPU.</summary>
    public double Idle => Math.Min(IdleShare, Most);

    // The load's highest wave just meets the limit.
    private double Most => cpuLimit is { } limit ? limit / (does.Cpu * LoadCurve.Highest) : double.PositiveInfinity;

    /// <summary>The share that comes in from now on.</summary>
    public void Take(double share, DateTimeOffset now)
    {
        var next = PartOf(share, now);
        if (next with { From = parts[^1].From } != parts[^1])
            parts.Add(next);
    }

    /// <summary>The seconds of usual work that it has done, by the waves of a subject.</summary>
    public double Done(LoadCurve curve, string subject, DateTimeOffset at) => Sum(curve, subject, Kind.Done, at);

    /// <summary>The same of those in which it was held up by its limit.</summary>
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

    // Bursts meet the limit long before the average does.
    private Part PartOf(double share, DateTimeOffset from) =>
        new(
            from,
            Math.Min(share, Math.Max(0, (Most - IdleShare) / (1 - IdleShare))),
            cpuLimit is { } limit ? Math.Clamp((does.Cpu * share / limit) - 0.25, 0, 0.9) * 0.6 : 0
        );

    private readonly record struct Part(DateTimeOffset From, double Share, double HeldUp);
}
