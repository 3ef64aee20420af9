using System.Collections.Concurrent;

namespace K8sDashboard.Demo.Life;

/// <summary>
/// How much work there is at a time, 1 being the usual: a day's rise and fall, with waves of an hour, some minutes and a minute over it.
/// A function of (seed, subject, time) alone, so that the past can be drawn as it will have been.
/// </summary>
public sealed class LoadCurve(SeededRandom chance)
{
    /// <summary>Before it stands in a subject what it has in common with its like.</summary>
    public const char Own = '|';

    private const int FirstOwnWave = 3;
    private const double DayPhase = 0.3; // most work in the European evening

    private static readonly (TimeSpan Period, double Height)[] Waves =
    [
        (TimeSpan.FromHours(24), 0.25),
        (TimeSpan.FromMinutes(53), 0.22),
        (TimeSpan.FromMinutes(11.3), 0.14),
        (TimeSpan.FromMinutes(3.7), 0.08),
        (TimeSpan.FromSeconds(71), 0.05),
    ];

    /// <summary>What all waves together come to at most.</summary>
    public static readonly double Highest = 1 + Waves.Sum(wave => wave.Height);

    // Each subject's waves, made once; forgotten all together when many have come and gone, since they are made again the same.
    private const int MostKept = 50_000;
    private readonly ConcurrentDictionary<string, double[]> phases = new();
    private int kept;

    /// <param name="subject">Whose work: a workload, or one of its pods.</param>
    /// <param name="at">When.</param>
    public double Of(string subject, DateTimeOffset at)
    {
        var sum = 1.0;
        for (var index = 0; index < Waves.Length; index++)
            sum += Waves[index].Height * Math.Sin(Angle(subject, index, at));
        return sum;
    }

    /// <summary>The seconds of usual work between two times: what a counter has gained. It never falls, since the load is never below nothing.</summary>
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

    // All share the day, the pods of an app its hours, and the fast waves are each subject's own.
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
