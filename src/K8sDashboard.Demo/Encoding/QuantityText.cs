using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace K8sDashboard.Demo.Encoding;

/// <summary>Quantities in Kubernetes' canonical form: an integer with the largest suffix that fits.</summary>
internal static partial class QuantityText
{
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly BigInteger Nano = 1_000_000_000;

    /// <summary>The canonical form of a quantity, or null where the text is none.</summary>
    public static string? Canonical(string text)
    {
        var match = Shape().Match(text);
        if (!match.Success)
            return null;
        var suffix = match.Groups["suffix"].Value;
        var nanos = Nanos(match.Groups["sign"].Value == "-", match.Groups["whole"].Value, match.Groups["fraction"].Value, suffix);
        if (nanos.IsZero)
            return "0";
        if (Array.IndexOf(Binary, suffix) > 0 && BigInteger.Abs(nanos) >= 1024 * Nano)
            return Shortest(RoundUp(nanos, Nano), 1024, Binary);
        return suffix.StartsWith('e') || (suffix.StartsWith('E') && suffix.Length > 1) ? Exponent(nanos) : Shortest(nanos, 1000, Decimal);
    }

    private static BigInteger Nanos(bool negative, string whole, string fraction, string suffix)
    {
        var digits = BigInteger.Parse("0" + whole + fraction, CultureInfo.InvariantCulture);
        var (numerator, denominator) = (digits * Nano, BigInteger.Pow(10, fraction.Length));
        if (Array.IndexOf(Binary, suffix) is > 0 and var binary)
            numerator *= BigInteger.Pow(1024, binary);
        else
            Scale(suffix, ref numerator, ref denominator);
        var nanos = RoundUp(numerator, denominator);
        return negative ? -nanos : nanos;
    }

    private static void Scale(string suffix, ref BigInteger numerator, ref BigInteger denominator)
    {
        var power = Array.IndexOf(Decimal, suffix) is >= 0 and var index
            ? (index - 3) * 3
            : int.Parse(suffix[1..], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        if (power >= 0)
            numerator *= BigInteger.Pow(10, power);
        else
            denominator *= BigInteger.Pow(10, -power);
    }

    // Precision ends at nano; rounded away from zero, as Kubernetes does.
    private static BigInteger RoundUp(BigInteger value, BigInteger unit) =>
        value.Sign < 0 ? -RoundUp(-value, unit) : (value + unit - 1) / unit;

    private static string Shortest(BigInteger value, int step, string[] suffixes)
    {
        var index = 0;
        while (index < suffixes.Length - 1 && value % step == 0)
        {
            value /= step;
            index++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + suffixes[index];
    }

    private static string Exponent(BigInteger nanos)
    {
        var power = -9;
        while (nanos % 1000 == 0)
        {
            nanos /= 1000;
            power += 3;
        }

        return nanos.ToString(CultureInfo.InvariantCulture) + (power == 0 ? "" : $"e{power.ToString(CultureInfo.InvariantCulture)}");
    }

    // The exponent is limited to two digits, lest a short text expand to a thousand-digit number.
    [GeneratedRegex(
        @"^(?<sign>[+-]?)(?=\.?\d)(?<whole>\d{0,30})(\.(?<fraction>\d{0,30}))?(?<suffix>[KMGTPE]i|[numkMGTPE]|[eE][+-]?\d{1,2}|)$"
    )]
    private static partial Regex Shape();
}
