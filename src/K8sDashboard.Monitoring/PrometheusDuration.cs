using System.Globalization;
using System.Text.RegularExpressions;

namespace K8sDashboard.Monitoring;

/// <summary>Durations in Prometheus' notation: <c>15s</c>, <c>1m</c>, <c>1m30s</c>.</summary>
internal static partial class PrometheusDuration
{
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    /// <summary>Null where the text is not a duration, or longer than a year.</summary>
    public static TimeSpan? TryParse(string text)
    {
        if (text.Length == 0 || !Whole().IsMatch(text))
            return null;
        var seconds = Part()
            .Matches(text)
            .Sum(part =>
                double.Parse(part.Groups[1].ValueSpan, CultureInfo.InvariantCulture)
                * part.Groups[2].Value switch
                {
                    "ms" => 0.001,
                    "s" => 1,
                    "m" => 60,
                    "h" => 3600,
                    _ => 86400,
                }
            );
        return seconds <= Longest.TotalSeconds ? TimeSpan.FromSeconds(seconds) : null;
    }

    public static string Format(TimeSpan duration) => ((long)duration.TotalSeconds).ToString(CultureInfo.InvariantCulture) + "s";

    [GeneratedRegex("^([0-9]{1,9}(ms|s|m|h|d))+$")]
    private static partial Regex Whole();

    [GeneratedRegex("([0-9]{1,9})(ms|s|m|h|d)")]
    private static partial Regex Part();
}
