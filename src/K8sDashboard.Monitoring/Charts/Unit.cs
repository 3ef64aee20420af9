using System.Globalization;

namespace K8sDashboard.Monitoring.Charts;

/// <summary>The unit of a chart's values.</summary>
public enum Unit
{
    Count,
    Cores,
    Bytes,
    BytesPerSecond,
    PacketsPerSecond,
    Seconds,

    /// <summary>A ratio: 1 is 100 %.</summary>
    Percent,
}

/// <summary>
/// Formats numbers with units, with three significant digits, independent of the locale. The browser's charts use the same rules.
/// </summary>
public static class UnitFormat
{
    private static readonly string[] Binary = ["B", "KiB", "MiB", "GiB", "TiB", "PiB"];
    private static readonly string[] Rates = ["B/s", "kB/s", "MB/s", "GB/s", "TB/s"];

    /// <summary>The formatted value; a dash for NaN.</summary>
    public static string Format(this Unit unit, double value) =>
        !double.IsFinite(value)
            ? "–"
            : unit switch
            {
                Unit.Cores => Cores(value),
                Unit.Bytes => Scaled(value, 1024, Binary),
                Unit.BytesPerSecond => Scaled(value, 1000, Rates),
                Unit.PacketsPerSecond => Digits(value) + " /s",
                Unit.Seconds => Time(value),
                Unit.Percent => Digits(value * 100) + " %",
                _ => Digits(value),
            };

    // Millicores as in kubectl: 60m.
    private static string Cores(double value)
    {
        if (value != 0 && Math.Abs(value) < 1)
            return Digits(value * 1000) + "m";
        var digits = Digits(value);
        return $"{digits} {(digits is "1" or "-1" ? "core" : "cores")}";
    }

    private static string Scaled(double value, double factor, string[] names)
    {
        var step = 0;
        // 999.6 kB/s becomes 1 MB/s, not 1000 kB/s: the unit is chosen by the rounded number.
        while (step < names.Length - 1 && Math.Round(Math.Abs(value)) >= factor)
        {
            value /= factor;
            step++;
        }

        return $"{Digits(value)} {names[step]}";
    }

    private static string Time(double seconds) =>
        Math.Abs(seconds) switch
        {
            0 => "0 s",
            < 1 => Digits(seconds * 1000) + " ms",
            < 120 => Digits(seconds) + " s",
            < 7200 => Digits(seconds / 60) + " min",
            < 172800 => Digits(seconds / 3600) + " h",
            _ => Digits(seconds / 86400) + " d",
        };

    private static string Digits(double value) =>
        value.ToString(
            Math.Abs(value) switch
            {
                >= 100 => "0",
                >= 10 => "0.#",
                >= 1 => "0.##",
                >= 0.001 => "0.###",
                _ => "0.######",
            },
            CultureInfo.InvariantCulture
        );
}
