using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>Synthetic counters and latencies of a component, a pure function of its name and the time.</summary>
/// <param name="curve">The load curves of the simulation.</param>
/// <param name="subject">The component, with its node.</param>
/// <param name="since">The start of its process, where all counters are zero.</param>
public sealed class SteadyWork(LoadCurve curve, string subject, DateTimeOffset since)
{
    // The deviation of a log-normal distribution: the 99th percentile is about six times the median.
    private const double Spread = 0.8;

    /// <summary>Bucket bounds from a millisecond to seconds; fewer than Kubernetes', since each is a series.</summary>
    public static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5];

    public DateTimeOffset Since => since;

    /// <summary>The value of a counter that increases by <paramref name="perSecond"/> on average.</summary>
    public double Counted(string what, double perSecond, DateTimeOffset at) => perSecond * curve.Between($"{subject}/{what}", since, at);

    public double Level(string what, double usual, DateTimeOffset at) => usual * curve.Of($"{subject}/{what}", at);

    /// <summary>Writes a latency histogram with a median of <paramref name="usual"/> seconds.</summary>
    public void Took(
        Exposition text,
        string what,
        double perSecond,
        double usual,
        DateTimeOffset at,
        double[] bounds,
        params ReadOnlySpan<(string Name, string Value)> labels
    ) => Took(text, wave => Counted($"{what}/{wave}", perSecond, at), usual, bounds, labels);

    /// <summary>Likewise, with the number of observations given by <paramref name="counted"/>, by the name of a wave.</summary>
    public static void Took(
        Exposition text,
        Func<string, double> counted,
        double usual,
        double[] bounds,
        params ReadOnlySpan<(string Name, string Value)> labels
    )
    {
        Span<double> counts = stackalloc double[bounds.Length + 1];
        var (below, sum) = (0.0, 0.0);
        for (var index = 0; index <= bounds.Length; index++)
        {
            var upTo = index < bounds.Length ? Share(bounds[index] / usual) : 1;
            // Each bucket has load waves of its own, so that tail latencies vary.
            counts[index] = (upTo - below) * counted($"{index}");
            sum +=
                counts[index]
                * (
                    index == 0 ? bounds[0] / 2
                    : index < bounds.Length ? (bounds[index] + bounds[index - 1]) / 2
                    : bounds[^1] * 1.5
                );
            below = upTo;
        }

        text.Histogram(bounds, counts, sum, labels);
    }

    // The cumulative normal distribution, by Abramowitz and Stegun 7.1.26.
    private static double Share(double ratio)
    {
        var z = Math.Log(ratio) / (Spread * Math.Sqrt(2));
        var t = 1 / (1 + (0.3275911 * Math.Abs(z)));
        var tail =
            t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-z * z);
        return z > 0 ? 1 - (tail / 2) : tail / 2;
    }
}
