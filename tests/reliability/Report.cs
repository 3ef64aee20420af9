// Writes docs/reliability.md from the reports of the tests: dotnet run tests/reliability/Report.cs FOLDER-OF-REPORTS OUTPUT
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;

if (args is not [var folder, var output]) return Fail("usage: Report.cs FOLDER OUTPUT");
var reports = Directory.GetFiles(folder, "*.xml").Order(StringComparer.Ordinal).ToList();
if (reports.Count == 0) return Fail($"no reports in {folder}");

var tests = reports.SelectMany(file => XDocument.Load(file).Descendants("test")).ToList();
var text = new StringBuilder();
text.AppendLine("# What is survived, and what shows it");
text.AppendLine();
text.AppendLine("Made by `make reliability` from the reports of the last whole run of the tests; do not edit. A result is *passed*, **failed** or");
text.AppendLine("*skipped* (no real cluster or browser where it ran). What has no test is listed as such: nobody has shown it.");
WriteSection("Faults", "Survives", Required.Faults);
WriteSection("Bad inputs", "BadInput", Required.Inputs);
File.WriteAllText(output, text.ToString().ReplaceLineEndings("\n"));
return 0;

void WriteSection(string title, string trait, IReadOnlyList<(string Item, string Pattern)> required)
{
    var tagged = (from test in tests
                  from value in test.Descendants("trait").Where(one => (string?)one.Attribute("name") == trait)
                  group (string)test.Attribute("result")! by (Tag: (string)value.Attribute("value")!, Name: Sentence(test)) into results
                  select (results.Key.Tag, results.Key.Name, Cases: results.Count(), Result: Worst(results)))
        .OrderBy(row => Number(row.Tag)).ThenBy(row => row.Tag, StringComparer.Ordinal).ThenBy(row => row.Name, StringComparer.Ordinal).ToList();
    text.AppendLine().AppendLine($"## {title}").AppendLine().AppendLine("| what happens | test | result |").AppendLine("|---|---|---|");
    var last = "";
    foreach (var row in tagged)
    {
        var cases = row.Cases > 1 ? $" ({row.Cases.ToString(CultureInfo.InvariantCulture)} cases)" : "";
        text.AppendLine($"| {(row.Tag == last ? "" : Cell(row.Tag))} | {Cell(row.Name)}{cases} | {row.Result} |");
        last = row.Tag;
    }

    var missing = required.Where(one => !tagged.Any(row => row.Result == "passed" && Regex.IsMatch(row.Tag, one.Pattern, RegexOptions.IgnoreCase))).ToList();
    text.AppendLine().AppendLine($"### {title} without a test that passed").AppendLine();
    if (missing.Count == 0) text.AppendLine("None.");
    foreach (var (item, pattern) in missing)
        text.AppendLine($"- {item}{(tagged.Any(row => Regex.IsMatch(row.Tag, pattern, RegexOptions.IgnoreCase)) ? " (there is a test, see its result above)" : "")}");
}

static string Worst(IEnumerable<string> results) =>
    results.Contains("Fail") ? "**failed**" : results.All(result => result == "Pass") ? "passed" : results.Contains("Pass") ? "passed, some cases skipped" : "*skipped*";

static string Sentence(XElement test) => ((string)test.Attribute("method")!).Replace('_', ' ');

static int Number(string tag) => int.TryParse(tag.Split(' ')[0], CultureInfo.InvariantCulture, out var number) ? number : int.MaxValue;

static string Cell(string words) => words.Replace("|", "\\|", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal);

static int Fail(string why)
{
    Console.Error.WriteLine(why);
    return 1;
}

/// <summary>What the project promises to survive, and the tags that count for it.</summary>
internal static class Required
{
    public static readonly IReadOnlyList<(string Item, string Pattern)> Faults =
    [
        ("API server killed for 1 s, 30 s, 10 min", "^1 .*killed for 1 s"),
        ("API server killed, on a real cluster", "^1 .*killed, on a real cluster"),
        ("API server killed for 10 min, on a real cluster", "^1 .*10 min, on a real cluster"),
        ("Half-open TCP", "^2 Half-open TCP$"),
        ("Half-open TCP, on a real cluster", "^2 .*real cluster"),
        ("Watch closed each second", "^3 "),
        ("410 at the start of a watch", "^4 .*start"),
        ("410 mid-stream", "^4 .*mid-stream"),
        ("410 while paging", "^4 .*paging"),
        ("Malformed events", "^5 Malformed"),
        ("Duplicated events", "^5 Duplicated"),
        ("Reordered events", "^5 Reordered"),
        ("Truncated events", "^5 Truncated"),
        ("Events of 20 MiB", "^5 .*20 MiB"),
        ("429, 500, 503, 401, 403 on one kind", "^6 429, 500, 503, 401, 403"),
        ("401 with a rotated token", "^6 401 .*rotated"),
        ("Answers 2 s and 30 s late", "^7 .*late"),
        ("One byte a second", "^7 One byte"),
        ("Older replica answers", "^8 "),
        ("Clock steps of an hour: ages", "^9 .*ages"),
        ("Clock steps of an hour: how long an outage lasts", "^9 .*outage"),
        ("Clock steps of an hour: lists and watches", "^9 .*watches"),
        ("Clock steps of an hour: rights", "^9 .*rights"),
        ("Clock steps of an hour: sessions", "^9 .*sessions"),
        ("Clock steps of an hour: shared answers", "^9 .*answers"),
        ("Clock steps of an hour: charts and readings", "^9 .*(charts|readings)"),
        ("Prometheus down, slow, lying", "^10 "),
        ("Writes: reply lost after commit", "^11 .*reply lost"),
        ("Writes: 409 storm", "^11 .*409"),
        ("Writes: object recreated between view and click", "^11 .*recreated"),
        ("Writes: double click", "^11 .*double click"),
        ("Writes: two tabs", "^11 .*two tabs"),
        ("Browser asleep", "^12 Browser asleep"),
        ("Network lost for 30 s", "^12 Network lost for 30 s"),
        ("Network lost for 5 min", "^12 Network lost for 5 min"),
        ("Network lost for longer than the server keeps a page", "^12 Network lost for longer"),
        ("Server restarted", "^12 Server restarted"),
        ("A page whose part on the server ended", "^12 A page whose part"),
        ("Memory limit: sheds optional kinds and says so", "^13 .*let go of"),
        ("Memory limit: refuses new pages", "^13 .*refused"),
        ("Memory limit: a real process with one sheds before being killed", "^13 .*process"),
        ("Random mix with a model-checked store", "^14 "),
        ("A fault of the dashboard's own in a loop", "^15 "),
    ];

    public static readonly IReadOnlyList<(string Item, string Pattern)> Inputs =
    [
        ("10,000 fuzzed names", "fuzzed name|^names"),
        ("TLS matrix of bad certificates, no token byte seen", "^TLS"),
        ("200 YAML files and fuzzing", "YAML"),
        ("Objects of 64 to 1,000 levels", "levels"),
        ("Wrong types, null lists", "wrong types"),
        ("Bad quantities", "quantit"),
        ("120 XSS payloads over every sink in a real browser, with and without CSP", "XSS|script"),
        ("60 terminal payloads in logs", "terminal"),
        ("100,000 PromQL values", "PromQL"),
        ("40 broken Prometheus answers", "Prometheus answers"),
        ("35 Host and Origin combinations", "Host"),
        ("Endpoint inventory", "endpoint"),
        ("Forged hub messages", "hub"),
        ("50 users interleaved over 1,000 requests with no crossing", "users|crossing"),
        ("Random RBAC sets compared with kubectl --as on the real cluster", "RBAC"),
        ("Revocation during a session", "revo"),
        ("Canary secrets in no log, page or metric", "canary"),
        ("Login brute force", "brute"),
        ("Unsafe start-up mixes refused", "start-up|startup|unsafe mix"),
    ];
}
