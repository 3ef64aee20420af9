using System.Globalization;
using System.Runtime.InteropServices;

namespace K8sDashboard.Benchmarks;

/// <summary>The table of measurements and their limits: printed as it grows, and written to a document at the end.</summary>
internal sealed class Report(TextWriter console, TimeProvider time)
{
    private const string Heading = "## ";

    private readonly List<(string Part, string What, string Value, string Gate, string Detail)> rows = [];
    private string part = "";

    /// <summary>Whether a limit was exceeded.</summary>
    public bool Missed { get; private set; }

    /// <summary>Starts a part; further rows belong to it.</summary>
    public void Begin(string name) => part = name;

    public void Value(string what, string value) => Add(what, value, "", "");

    /// <summary>Adds a subtitle, for rows that are not about the real cluster.</summary>
    public void Title(string title) => Add($"**{title}**", "", "", "");

    public void Gate(string what, double value, double limit, string unit, string detail = "")
    {
        Missed |= value > limit;
        Add(
            what,
            string.Create(CultureInfo.InvariantCulture, $"{value:0.00}{unit}"),
            string.Create(CultureInfo.InvariantCulture, $"≤ {limit}{unit}: {(value > limit ? "**missed**" : "held")}"),
            detail
        );
    }

    /// <summary>Writes the measurements as Markdown, with date and machine. Parts that were not measured keep their content.</summary>
    /// <param name="path">The document.</param>
    /// <param name="order">All parts, in the document's order.</param>
    public void WriteTo(string path, IEnumerable<string> order)
    {
        var sections = File.Exists(path) ? Sections(File.ReadAllText(path)) : [];
        foreach (var measured in rows.GroupBy(row => row.Part))
            sections[measured.Key] = $"""
                {Heading}{measured.Key}, {time.GetUtcNow():yyyy-MM-dd}

                | what | value | gate | |
                |---|---|---|---|
                {string.Join('\n', measured.Select(row => $"| {row.What} | {row.Value} | {row.Gate} | {row.Detail} |"))}
                """;
        var machine = $"{RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}";
        File.WriteAllText(
            path,
            $"""
            # Performance: the last measurements

            Made by `make bench`, its last time on {time.GetUtcNow():yyyy-MM-dd}, {machine}.
            Ratios and counts of one run a part; wall times depend on what else the machine did. What has a gate and no row here is held by
            tests: a half-open connection is noticed within 20 seconds, at most four queries are in flight, a chart has no more points than
            pixels.

            {string.Join("\n\n", order.Where(sections.ContainsKey).Select(part => sections[part]))}

            """
        );
    }

    /// <summary>The sections of the document by part name, headings included.</summary>
    private static Dictionary<string, string> Sections(string document) =>
        document
            .Split(Heading)
            .Skip(1)
            .ToDictionary(section => section[..section.IndexOf(',', StringComparison.Ordinal)], section => Heading + section.TrimEnd());

    private void Add(string what, string value, string gate, string detail)
    {
        rows.Add((part, what, value, gate, detail));
        console.WriteLine($"{what.Replace("*", ""), -64} {value, -12} {gate.Replace("*", ""), -18} {detail}".TrimEnd());
    }
}
