// Writes docs/reliability.md from test reports: dotnet run tests/reliability/Report.cs FOLDER-OF-REPORTS SCENARIOS OUTPUT
using System.Globalization;
using System.Text;
using System.Xml.Linq;

if (args is not [var folder, var scenarioFile, var output])
    return Fail("usage: Report.cs FOLDER SCENARIOS OUTPUT");
var reports = Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList();
if (reports.Count == 0)
    return Fail($"no reports in {folder}");

// scenarios.tsv: id (the value of the trait), description, and whether the project guarantees it.
var scenarios = File.ReadLines(scenarioFile)
    .Skip(1)
    .Select(line => line.Split('\t'))
    .Select(row => (Id: row[0], Text: row[1], IsRequired: row[2] == "yes"))
    .ToList();
var tests = (
    from file in reports
    from test in XDocument.Load(file).Descendants("test")
    from trait in test.Descendants("trait")
    where (string?)trait.Attribute("name") is "Fault" or "BadInput"
    select (Id: (string)trait.Attribute("value")!, Name: (string)test.Attribute("method")!, Result: (string)test.Attribute("result")!)
).ToLookup(test => test.Id);
var known = scenarios.Select(scenario => scenario.Id).ToHashSet(StringComparer.Ordinal);
if (tests.FirstOrDefault(group => !known.Contains(group.Key)) is { } stray)
    return Fail($"{scenarioFile} has no {stray.Key}, the trait of {stray.First().Name}");

var text = new StringBuilder();
text.AppendLine("# Fault tolerance: scenarios and their tests");
text.AppendLine();
text.AppendLine(
    "Made by `make reliability` from the reports of the last whole run of the tests; do not edit. A result is *passed*, **failed** or"
);
text.AppendLine(
    "*skipped* (no real cluster or browser where it ran). Scenarios that are required and have no passed test are listed at the end of each"
);
text.AppendLine("section.");
WriteSection("Faults", 'F');
WriteSection("Bad inputs", 'B');
File.WriteAllText(output, text.ToString().ReplaceLineEndings("\n"));
return 0;

void WriteSection(string title, char prefix)
{
    var section = scenarios.Where(scenario => scenario.Id[0] == prefix).ToList();
    text.AppendLine()
        .AppendLine($"## {title}")
        .AppendLine()
        .AppendLine("| id | scenario | test | result |")
        .AppendLine("|---|---|---|---|");
    foreach (var scenario in section)
    {
        var head = $"{scenario.Id} | {Cell(scenario.Text)}";
        foreach (var test in tests[scenario.Id].GroupBy(test => test.Name).OrderBy(test => test.Key, StringComparer.Ordinal))
        {
            var cases = test.Count() > 1 ? $" ({test.Count().ToString(CultureInfo.InvariantCulture)} cases)" : "";
            text.AppendLine($"| {head} | {test.Key}{cases} | {Worst(test.Select(one => one.Result))} |");
            head = " | ";
        }
    }

    var missing = section.Where(scenario => scenario.IsRequired && !tests[scenario.Id].Any(test => test.Result == "Pass")).ToList();
    text.AppendLine().AppendLine($"### {title} without a passed test").AppendLine();
    if (missing.Count == 0)
        text.AppendLine("None.");
    foreach (var scenario in missing)
        text.AppendLine(
            $"- {scenario.Id}: {scenario.Text}{(tests.Contains(scenario.Id) ? " (there is a test, see its result above)" : "")}"
        );
}

static string Worst(IEnumerable<string> results) =>
    results.Contains("Fail") ? "**failed**"
    : results.All(result => result == "Pass") ? "passed"
    : results.Contains("Pass") ? "passed, some cases skipped"
    : "*skipped*";

static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

static int Fail(string message)
{
    Console.Error.WriteLine(message);
    return 1;
}
