using System.Globalization;

namespace K8sDashboard.Cluster.Health;

/// <summary>Formats amounts of CPU and memory as Kubernetes quantities: <c>250m</c>, <c>2</c>, <c>170Mi</c>.</summary>
public static class Quantity
{
    private static readonly string[] Units = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

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
}
