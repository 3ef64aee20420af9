using System.Globalization;
using Google.Protobuf.Collections;
using K8sDashboard.Demo.Api.Meta.V1;

namespace K8sDashboard.Demo.Life;

/// <summary>Kubernetes' quantities as numbers.</summary>
public static class Amount
{
    private static readonly (string Suffix, double Factor)[] Suffixes =
    [
        ("Ki", 1024),
        ("Mi", 1024.0 * 1024),
        ("Gi", 1024.0 * 1024 * 1024),
        ("Ti", 1024.0 * 1024 * 1024 * 1024),
        ("Pi", 1024.0 * 1024 * 1024 * 1024 * 1024),
        ("Ei", 1024.0 * 1024 * 1024 * 1024 * 1024 * 1024),
        ("n", 1e-9),
        ("u", 1e-6),
        ("m", 1e-3),
        ("k", 1e3),
        ("M", 1e6),
        ("G", 1e9),
        ("T", 1e12),
        ("P", 1e15),
        ("E", 1e18),
    ];

    /// <summary>The amount of a resource; null if it is not named.</summary>
    public static double? Find(MapField<string, Quantity>? amounts, string resource) =>
        amounts is not null && amounts.TryGetValue(resource, out var quantity) ? Of(quantity.String) : null;

    /// <summary><c>500m</c> is 0.5; an invalid quantity is 0.</summary>
    public static double Of(string text)
    {
        foreach (var (suffix, factor) in Suffixes)
        {
            if (text.EndsWith(suffix, StringComparison.Ordinal))
                return Number(text[..^suffix.Length]) * factor;
        }

        return Number(text);
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
