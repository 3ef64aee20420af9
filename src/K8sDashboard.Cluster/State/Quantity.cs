using System.Buffers;
using System.Globalization;

namespace K8sDashboard.Cluster.State;

/// <summary>
/// Parses and formats Kubernetes' resource quantities: <c>100m</c>, <c>1.5</c>, <c>2Gi</c>, <c>100M</c>, <c>1e3</c>, <c>5E</c>.
/// See https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/.
/// </summary>
public static class Quantity
{
    /// <summary>Kubernetes caps larger numbers at this value.</summary>
    private const double Largest = long.MaxValue;

    private const NumberStyles Plain = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;

    private static readonly string[] Units = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

    private static readonly SearchValues<char> OfNumbers = SearchValues.Create("0123456789.+-eE");

    /// <summary>The number in base units (cores, bytes, count); null where the text is not a quantity.</summary>
    public static double? Parse(string? text)
    {
        if (string.IsNullOrEmpty(text))
            return null;
        var (digits, factor) = Split(text);
        // double.Parse would accept "Infinity" and "NaN".
        if (digits.AsSpan().ContainsAnyExcept(OfNumbers))
            return null;
        // An exponent is a suffix as well, and at most one suffix is allowed.
        var style = digits.Length == text.Length ? Plain | NumberStyles.AllowExponent : Plain;
        return double.TryParse(digits, style, CultureInfo.InvariantCulture, out var number)
            ? Math.Clamp(number * factor, -Largest, Largest)
            : null;
    }

    /// <summary>Whole cores as a number, fractions in millicores.</summary>
    public static string Cpu(double cores)
    {
        var thousandths = Math.Round(cores * 1000);
        return thousandths % 1000 == 0
            ? (thousandths / 1000).ToString("0", CultureInfo.InvariantCulture)
            : thousandths.ToString("0", CultureInfo.InvariantCulture) + "m";
    }

    /// <summary>
    /// The canonical form where that is short (<c>1536Mi</c>), else rounded to one decimal of the largest fitting unit.
    /// </summary>
    public static string Bytes(double bytes)
    {
        var unit = 0;
        var exact = bytes;
        for (; unit < Units.Length - 1 && exact >= 1024 && exact % 1024 == 0; unit++)
            exact /= 1024;
        if (exact < 10_000)
            return exact.ToString("0", CultureInfo.InvariantCulture) + Units[unit];
        for (; unit < Units.Length - 1 && exact >= 1024; unit++)
            exact /= 1024;
        return exact.ToString("0.#", CultureInfo.InvariantCulture) + Units[unit];
    }

    /// <summary>A percentage, truncated as in <c>kubectl describe node</c>; empty where the whole is unknown.</summary>
    public static string Percent(double part, double? whole) =>
        whole is > 0 ? string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(part / whole.Value * 100):0}%") : "";

    // "1E" is one exa and "1E3" a thousand: E is a suffix only as the last character.
    private static (string Digits, double Factor) Split(string text) =>
        text switch
        {
            [.. var digits, 'K', 'i'] => (digits, Math.Pow(2, 10)),
            [.. var digits, 'M', 'i'] => (digits, Math.Pow(2, 20)),
            [.. var digits, 'G', 'i'] => (digits, Math.Pow(2, 30)),
            [.. var digits, 'T', 'i'] => (digits, Math.Pow(2, 40)),
            [.. var digits, 'P', 'i'] => (digits, Math.Pow(2, 50)),
            [.. var digits, 'E', 'i'] => (digits, Math.Pow(2, 60)),
            [.. var digits, 'n'] => (digits, 1e-9),
            [.. var digits, 'u'] => (digits, 1e-6),
            [.. var digits, 'm'] => (digits, 1e-3),
            [.. var digits, 'k'] => (digits, 1e3),
            [.. var digits, 'M'] => (digits, 1e6),
            [.. var digits, 'G'] => (digits, 1e9),
            [.. var digits, 'T'] => (digits, 1e12),
            [.. var digits, 'P'] => (digits, 1e15),
            [.. var digits, 'E'] => (digits, 1e18),
            _ => (text, 1),
        };
}
