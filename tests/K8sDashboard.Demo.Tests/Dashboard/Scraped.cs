using System.Text.RegularExpressions;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>A family of metrics.</summary>
internal sealed record MetricFamily(string Name, string Type, string Labels)
{
    /// <summary>Sorted, since the order of labels has no meaning.</summary>
    public static string Sorted(IEnumerable<string> labels) => string.Join(' ', labels.Order(StringComparer.Ordinal));
}

/// <summary>The answer to a scrape.</summary>
internal sealed partial record Scraped(string Text)
{
    /// <summary>Every family that has HELP and TYPE, with the labels of its first series; bucket limits are no label of a family.</summary>
    public IEnumerable<MetricFamily> Families =>
        from type in Types().Matches(Text)
        let name = type.Groups["name"].Value
        where Text.Contains($"# HELP {name} ", StringComparison.Ordinal)
        let series = Regex.Match(Text, $@"^{name}(_bucket|_sum|_count)?(\{{(?<labels>.*)\}})? \S+$", RegexOptions.Multiline)
        let labels = Label().Matches(series.Groups["labels"].Value).Select(label => label.Groups["name"].Value)
        where series.Success
        select new MetricFamily(name, type.Groups["type"].Value, MetricFamily.Sorted(labels.Where(label => label != "le")));

    /// <summary>The value of a series; null where there is none.</summary>
    public double? Value(string series) =>
        Regex.Match(Text, $"^{Regex.Escape(series)} (?<value>\\S+)$", RegexOptions.Multiline) is { Success: true } match
            ? double.Parse(match.Groups["value"].Value, System.Globalization.CultureInfo.InvariantCulture)
            : null;

    [GeneratedRegex(@"^# TYPE (?<name>\S+) (?<type>\S+)$", RegexOptions.Multiline)]
    private static partial Regex Types();

    [GeneratedRegex(@"(?<name>\w+)=""")]
    private static partial Regex Label();
}
