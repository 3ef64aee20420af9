using System.Collections.Concurrent;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// The load over time, 1 being the usual: a daily cycle with superposed waves of an hour, minutes and a minute. A pure function of (seed,
/// subject, time), so that history can be computed at any time.
/// </summary>
public sealed class LoadCurve(SeededRandom chance)
{
    /// <summary>Separates the shared part of a subject from its own.</summary>
    public const char Own = '|';

    private const int FirstOwnWave = 3;
    private const double DayPhase = 0.3; // peak load in the European evening

    private static readonly (TimeSpan Period, double Height)[] Waves =
    [
        (TimeSpan.FromHours(24), 0.25),
        (TimeSpan.FromMinutes(53), 0.22),
        (TimeSpan.FromMinutes(11.3), 0.14),
        (TimeSpan.FromMinutes(3.7), 0.08),
        (TimeSpan.FromSeconds(71), 0.05),
    ];

    /// <summary>The maximum of all waves together.</summary>
    public static readonly double Highest = 1 + Waves.Sum(wave => wave.Height);

    // A cache of the waves by subject; cleared when full, since the waves are recomputed identically.
    private const int MostKept = 50_000;
    private readonly ConcurrentDictionary<string, double[]> phases = new();
    private int kept;

    /// <param name="subject">The workload, or one of its pods.</param>
    /// <param name="at">The time.</param>
    public double Of(string subject, DateTimeOffset at)
    {
        var sum = 1.0;
        for (var index = 0; index < Waves.Length; index++)
            sum += Waves[index].Height * Math.Sin(Angle(subject, index, at));
        return sum;
    }

    /// <summary>The integral of the load in seconds: the increase of a counter. Never negative, since the load is not.</summary>
    public double Between(string subject, DateTimeOffset from, DateTimeOffset to)
    {
        if (to <= from)
            return 0;
        var sum = (to - from).TotalSeconds;
        for (var index = 0; index < Waves.Length; index++)
        {
            var swing = Waves[index].Height * Waves[index].Period.TotalSeconds / (2 * Math.PI);
            sum += swing * (Math.Cos(Angle(subject, index, from)) - Math.Cos(Angle(subject, index, to)));
        }

        return sum;
    }

    private double Angle(string subject, int wave, DateTimeOffset at) =>
        2
        * Math.PI
        * (((double)(at.UtcTicks % Waves[wave].Period.Ticks) / Waves[wave].Period.Ticks) + phases.GetOrAdd(subject, Phases)[wave]);

    // The daily wave is common to all, the hourly ones to the pods of an app, and the fast ones are individual.
    private double[] Phases(string subject)
    {
        if (Interlocked.Increment(ref kept) > MostKept)
        {
            phases.Clear();
            kept = 0;
        }

        var shared = subject.Split(Own)[0];
        return [.. Waves.Select((_, wave) => wave == 0 ? DayPhase : chance.Of($"{(wave < FirstOwnWave ? shared : subject)}/wave{wave}"))];
    }
}
