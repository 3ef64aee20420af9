using System.Globalization;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>An absolute number or a percentage of pods.</summary>
public static class IntOrPercent
{
    public static int Up(IntOrString? value, int all, string without) => (int)Math.Ceiling(Of(value, all, without));

    public static int Down(IntOrString? value, int all, string without) => (int)Math.Floor(Of(value, all, without));

    private static double Of(IntOrString? value, int all, string without)
    {
        if (value is { Type: 0 })
            return value.IntVal;
        var text = value is { StrVal.Length: > 0 } ? value.StrVal : without;
        return int.TryParse(text.TrimEnd('%'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? text.EndsWith('%')
                ? number * all / 100.0
                : number
            : 0;
    }
}
