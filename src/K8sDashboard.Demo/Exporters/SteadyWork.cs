using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Exporters;

/// <summary>A component that works all day: what it counts and how long things take follow from its subject and the time.</summary>
/// <param name="curve">The loads of the simulation.</param>
/// <param name="subject">Which component, on which node.</param>
/// <param name="since">When its process started, and all its counters at nothing.</param>
public sealed class SteadyWork(LoadCurve curve, string subject, DateTimeOffset since)
{
    // As a spread of log-normal times: the slowest of a hundred take some six times the usual.
    private const double Spread = 0.8;

    /// <summary>Bounds for what takes from a millisecond to some seconds; fewer than Kubernetes', since each is a series.</summary>
    public static readonly double[] Seconds = [0.001, 0.005, 0.01, 0.025, 0.1, 0.5, 1, 5];

    public DateTimeOffset Since => since;

    /// <summary>What a counter shows that usually gains <paramref name="perSecond"/>.</summary>
    public double Counted(string what, double perSecond, DateTimeOffset at) => perSecond * curve.Between($"{subject}/{what}", since, at);

    public double Level(string what, double usual, DateTimeOffset at) => usual * curve.Of($"{subject}/{what}", at);

    /// <summary>A histogram of things that usually take <paramref name="usual"/> seconds.</summary>
    public void Took(
        Exposition text,
        string what,
        double perSecond,
        double usual,
        DateTimeOffset at,
        double[] bounds,
        params ReadOnlySpan<(string Name, string Value)> labels
    ) => Took(text, wave => Counted($"{what}/{wave}", perSecond, at), usual, bounds, labels);

    /// <summary>The same where somebody else counts: how many there were by the wave of that name.</summary>
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
            // Each bucket has waves of its own, so that the slow ones come and go.
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

    // The normal distribution's share below, by Abramowitz and Stegun 7.1.26.
    private static double Share(double ratio)
    {
        var z = Math.Log(ratio) / (Spread * Math.Sqrt(2));
        var t = 1 / (1 + (0.3275911 * Math.Abs(z)));
        var tail =
            t * (0.254829592 + (t * (-0.284496736 + (t * (1.421413741 + (t * (-1.453152027 + (t * 1.061405429)))))))) * Math.Exp(-z * z);
        return z > 0 ? 1 - (tail / 2) : tail / 2;
    }
}
