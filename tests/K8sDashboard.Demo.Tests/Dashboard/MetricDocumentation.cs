using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace K8sDashboard.Demo.Tests.Dashboard;

/// <summary>The tables of docs/metrics.md: name, type, labels, meaning.</summary>
internal static partial class MetricDocumentation
{
    public static string Root { get; } = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(Here())!, "../../.."));

    public static IEnumerable<MetricFamily> Families() =>
        from row in Row().Matches(File.ReadAllText(Path.Combine(Root, "docs/metrics.md")))
        let labels = Label().Matches(row.Groups["labels"].Value).Select(label => label.Groups[1].Value)
        select new MetricFamily(row.Groups["name"].Value, row.Groups["type"].Value, MetricFamily.Sorted(labels));

    private static string Here([CallerFilePath] string path = "") => path;

    [GeneratedRegex(@"^\| `(?<name>[a-z0-9_]+)` \| (?<type>[a-z]+) \|(?<labels>[^|]*)\|", RegexOptions.Multiline)]
    private static partial Regex Row();

    [GeneratedRegex("`([a-z_]+)`")]
    private static partial Regex Label();
}
