using System.Globalization;
using System.Text;

namespace K8sDashboard.Demo.Exporters;

/// <summary>
/// The text exposition format of a scrape; or, with timestamps and target labels on every line, a part of the history for promtool.
/// </summary>
public sealed class Exposition
{
    private readonly StringBuilder text;
    private readonly string commonLabels;
    private readonly string time;
    private readonly bool described;
    private readonly HashSet<string> taken; // the target's own labels
    private string family = "";

    private Exposition(StringBuilder text, IReadOnlyCollection<(string Name, string Value)> targetLabels, string time, bool described)
    {
        this.text = text;
        this.time = time;
        this.described = described;
        taken = [];
        commonLabels = Join([.. targetLabels]);
        taken = [.. targetLabels.Select(label => label.Name)];
    }

    /// <summary>Creates the exposition for a scrape.</summary>
    public static Exposition ForScrape() => new(new StringBuilder(32 * 1024), [], "", described: true);

    /// <summary>
    /// Creates an exposition of samples at <paramref name="at"/> of a target with <paramref name="labels"/>, appended to
    /// <paramref name="text"/>.
    /// </summary>
    public static Exposition ForHistory(StringBuilder text, IReadOnlyCollection<(string Name, string Value)> labels, DateTimeOffset at) =>
        new(text, labels, " " + (at.ToUnixTimeMilliseconds() / 1000.0).ToString("0.###", CultureInfo.InvariantCulture), described: false);

    /// <summary>Begins a metric family. Its samples must follow as one group, as the format requires.</summary>
    public Exposition Family(string name, string type, string help)
    {
        family = name;
        if (described)
            text.Append("# HELP ")
                .Append(name)
                .Append(' ')
                .Append(help)
                .Append("\n# TYPE ")
                .Append(name)
                .Append(' ')
                .Append(type)
                .Append('\n');
        return this;
    }

    /// <summary>Writes a sample of the current family.</summary>
    public Exposition Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Line(family, value, Join(labels), "");

    /// <summary>
    /// Writes a histogram's buckets, sum and count; <paramref name="counts"/> are observations per bucket, the last one above every bound.
    /// </summary>
    public Exposition Histogram(
        ReadOnlySpan<double> bounds,
        ReadOnlySpan<double> counts,
        double sum,
        params ReadOnlySpan<(string Name, string Value)> labels
    )
    {
        var joined = Join(labels);
        var (bucket, total) = (family + "_bucket", 0.0);
        for (var index = 0; index < bounds.Length; index++)
        {
            total += counts[index];
            Line(bucket, Math.Floor(total), joined, $"le=\"{Number(bounds[index])}\"");
        }

        total += counts[^1];
        Line(bucket, Math.Floor(total), joined, "le=\"+Inf\"");
        Line(family + "_sum", sum, joined, "");
        return Line(family + "_count", Math.Floor(total), joined, "");
    }

    public override string ToString() => text.ToString();

    private Exposition Line(string name, double value, string labels, string more)
    {
        text.Append(name);
        var first = true;
        foreach (var part in (ReadOnlySpan<string>)[commonLabels, labels, more])
        {
            if (part.Length == 0)
                continue;
            text.Append(first ? '{' : ',').Append(part);
            first = false;
        }

        if (!first)
            text.Append('}');
        text.Append(' ').Append(Number(value)).Append(time).Append('\n');
        return this;
    }

    private string Join(ReadOnlySpan<(string Name, string Value)> labels)
    {
        if (labels.IsEmpty)
            return "";
        var joined = new StringBuilder();
        foreach (var (name, value) in labels)
        {
            if (joined.Length > 0)
                joined.Append(',');
            // Prometheus' rule for conflicting labels (honor_labels: false): the sample's label is renamed to exported_*.
            if (taken.Contains(name))
                joined.Append("exported_");
            joined.Append(name).Append("=\"").Append(Escape(value)).Append('"');
        }

        return joined.ToString();
    }

    private static string Escape(string value) =>
        value.AsSpan().IndexOfAny("\\\"\n") < 0
            ? value
            : value
                .Replace("\\", "\\\\", StringComparison.Ordinal)
                .Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal);

    private static string Number(double value) =>
        value switch
        {
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
}
