using System.Globalization;

namespace K8sDashboard.Benchmarks;

/// <summary>The table of what was measured and what must hold.</summary>
internal sealed class Report(TextWriter console)
{
    /// <summary>A gate was not held.</summary>
    public bool Missed { get; private set; }

    public void Value(string what, string value) => console.WriteLine($"{what,-60} {value}");

    public void Gate(string what, double value, double limit, string unit, string detail = "")
    {
        Missed |= value > limit;
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{what,-60} {value:0.00}{unit} (≤ {limit}{unit}) {(value > limit ? "MISSED" : "held")} {detail}"));
    }
}
