using K8sDashboard.Demo.Company;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// What one start of a container has had to do: its share of its app's work, 1 being the usual, which changes as others come, go
/// and get ready. What it has done stays done, so that its counters never fall. For one thread.
/// </summary>
public sealed class Toil
{
    private const double MostOfLimit = 0.6; // the load's highest wave then just meets the limit

    private readonly Behaviour does;
    private readonly double? cpuLimit;
    private readonly List<Part> parts = []; // one for each change: some an hour
    private readonly Dictionary<string, (int Parts, double Seconds)> settled = []; // one for each thing that is counted

    /// <param name="does">What its program does.</param>
    /// <param name="cpuLimit">In cores; null without a limit.</param>
    /// <param name="since">When it started. Who serves requests gets none until it is ready.</param>
    public Toil(Behaviour does, double? cpuLimit, DateTimeOffset since)
    {
        (this.does, this.cpuLimit) = (does, cpuLimit);
        parts.Add(PartOf(does.Requests > 0 ? 0 : 1, since));
    }

    /// <summary>What it gets done now: no more than its limit lets it.</summary>
    public double Share => parts[^1].Share;

    /// <summary>The share that comes in from now on.</summary>
    public void Take(double share, DateTimeOffset now)
    {
        var next = PartOf(share, now);
        if (next with { From = parts[^1].From } != parts[^1]) parts.Add(next);
    }

    /// <summary>The seconds of usual work that it has done, by the waves of a subject.</summary>
    public double Done(LoadCurve curve, string subject, DateTimeOffset at) => Sum(curve, subject, part => part.Share, at);

    /// <summary>The same of those in which it was held up by its limit.</summary>
    public double HeldUp(LoadCurve curve, string subject, DateTimeOffset at) => Sum(curve, subject, part => part.HeldUp, at);

    private double Sum(LoadCurve curve, string subject, Func<Part, double> weight, DateTimeOffset at)
    {
        var (counted, seconds) = settled.GetValueOrDefault(subject);
        for (; counted < parts.Count - 1; counted++) seconds += weight(parts[counted]) * curve.Between(subject, parts[counted].From, parts[counted + 1].From);
        settled[subject] = (counted, seconds);
        return seconds + (weight(parts[^1]) * curve.Between(subject, parts[^1].From, at));
    }

    // Bursts meet the limit long before the average does.
    private Part PartOf(double share, DateTimeOffset from) => cpuLimit is { } limit
        ? new Part(from, Math.Min(share, limit * MostOfLimit / does.Cpu), Math.Clamp((does.Cpu * share / limit) - 0.25, 0, 0.9) * 0.6)
        : new Part(from, share, 0);

    private readonly record struct Part(DateTimeOffset From, double Share, double HeldUp);
}
