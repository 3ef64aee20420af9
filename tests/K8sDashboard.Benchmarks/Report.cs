using System.Globalization;
using System.Runtime.InteropServices;

namespace K8sDashboard.Benchmarks;

/// <summary>The table of what was measured and what must hold: on the console as it grows, in a document at the end.</summary>
internal sealed class Report(TextWriter console, TimeProvider time)
{
    private readonly List<(string What, string Value, string Gate, string Detail)> rows = [];

    /// <summary>A gate was not held.</summary>
    public bool Missed { get; private set; }

    public void Value(string what, string value) => Add(what, value, "", "");

    /// <summary>What the rows from here on are about, where it is not the real cluster.</summary>
    public void Part(string title) => Add($"**{title}**", "", "", "");

    public void Gate(string what, double value, double limit, string unit, string detail = "")
    {
        Missed |= value > limit;
        Add(
            what,
            string.Create(CultureInfo.InvariantCulture, $"{value:0.00}{unit}"),
            string.Create(CultureInfo.InvariantCulture, $"≤ {limit}{unit}: {(value > limit ? "**missed**" : "held")}"),
            detail);
    }

    /// <summary>Writes the table as Markdown, with the day and the machine.</summary>
    public void WriteTo(string path) => File.WriteAllText(path, $"""
        # Performance: the last measurement

        Made by `make bench` on {time.GetUtcNow():yyyy-MM-dd}, {RuntimeInformation.OSDescription}, {Environment.ProcessorCount} cores, .NET {Environment.Version}.
        Ratios and counts of one run; wall times depend on what else the machine did. What has a gate and no row here is held by tests:
        a half-open connection is noticed within 20 seconds, at most four queries are in flight, a chart has no more points than pixels.

        | what | value | gate | |
        |---|---|---|---|
        {string.Join('\n', rows.Select(row => $"| {row.What} | {row.Value} | {row.Gate} | {row.Detail} |"))}

        """);

    private void Add(string what, string value, string gate, string detail)
    {
        rows.Add((what, value, gate, detail));
        console.WriteLine($"{what.Replace("*", ""),-64} {value,-12} {gate.Replace("*", ""),-18} {detail}".TrimEnd());
    }
}
