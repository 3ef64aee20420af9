using System.Text;
using System.Text.RegularExpressions;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Monitoring.Queries;

namespace K8sDashboard.Monitoring.Tests.BadInputs;

/// <summary>Property test of PromQL injection: for any label value, the query matches exactly that value.</summary>
public class PromQlPropertyTests
{
    private const int Values = 100_000;

    private static readonly string[] Traps =
    [
        "\"",
        "\\",
        "\n",
        "\r",
        "\0",
        "{",
        "}",
        "[",
        "]",
        "(",
        ")",
        ",",
        "=",
        "~",
        "!",
        "|",
        ".",
        "*",
        "+",
        "?",
        "^",
        "$",
        "`",
        "'",
        "#",
        "/*",
        "\\n",
        "\\x41",
        "\\u0041",
        "\\101",
        "\"}",
        "\"} or up{x=\"",
        "$window",
        "[$window]",
        "{{pod}}",
        ".*",
        "a|b",
        "(?i)",
        "\\Q",
        "\\E",
        "\u2028",
        "\ufeff",
        "\u0000",
        "é",
        "節",
        "🚀",
        "\U0010ffff",
        " ",
        "\t",
        "%",
    ];

    [Fact]
    [Trait("BadInput", "B09-label-values")]
    public void Matchers_HundredThousandRandomValues_RoundTripThroughSelector()
    {
        var random = new Random(20261124);
        for (var made = 0; made < Values; )
        {
            var (is_, isNot, several) = (
                Value(random),
                Value(random),
                Enumerable.Range(0, random.Next(2, 5)).Select(_ => Value(random)).ToArray()
            );
            var selector = Matchers.None.Is(Label.Pod, is_).IsNot(Label.Container, isNot).OneOf(Label.Instance, several).ToString();

            var read = Parse(selector);

            Assert.Equal([("pod", "=", is_), ("container", "!=", isNot)], read.Take(2));
            var (label, comparison, regex) = Assert.Single(read.Skip(2));
            Assert.Equal(("instance", "=~"), (label, comparison));
            Assert.Equal(several, Alternatives(regex));
            made += 2 + several.Length;
        }
    }

    [Fact]
    [Trait("BadInput", "B09-label-values")]
    public void Matchers_OneOfTwoRandomValues_MatchesOnlyThoseValues()
    {
        var random = new Random(20261125);
        for (var i = 0; i < 2_000; i++)
        {
            var (one, two, other) = (Value(random), Value(random), Value(random));
            var regex = new Regex(
                $@"\A(?:{Parse(Matchers.None.OneOf(Label.Pod, [one, two]).ToString())[0].Value})\z",
                RegexOptions.CultureInvariant
            );
            Assert.True(regex.IsMatch(one) && regex.IsMatch(two));
            Assert.Equal(other == one || other == two, regex.IsMatch(other));
        }
    }

    [Fact]
    [Trait("BadInput", "B09-label-value-window-name")]
    public async Task Matchers_JobNamedLikeWindowPlaceholder_StaysLiteral()
    {
        await using var server = await LoopbackPrometheus.StartAsync();
        server.Answer = (context, _) =>
            context.Request.Path.Value switch
            {
                "/api/v1/targets" => LoopbackPrometheus.Json(context, """{"status":"success","data":{"activeTargets":[]}}"""),
                "/api/v1/query" => LoopbackPrometheus.Vector(context, """{"metric":{"job":"a$window"},"value":[1,"1"]}"""),
                _ => LoopbackPrometheus.Matrix(context),
            };
        using var client = server.Client();

        await new ChartLoader(client, new MetricDiscovery(client, TimeProvider.System), TimeProvider.System).LoadAsync(
            new ChartDefinition.OfPod(PodMetric.Cpu, new PodSubject("shop", "cart-1")),
            TimeRange.Default,
            default
        );

        var query = server.Asked.First(one => one.Path == "/api/v1/query_range").Query;
        Assert.Contains(("job", "=", "a$window"), Parse(query[query.IndexOf('{')..(query.IndexOf('}') + 1)]));
    }

    private static string Value(Random random)
    {
        var text = new StringBuilder();
        for (var parts = random.Next(6); parts > 0; parts--)
        {
            text.Append(
                random.Next(4) switch
                {
                    0 => $"{(char)random.Next(0x20, 0x7f)}",
                    1 => new Rune(random.Next(2) == 0 ? random.Next(0xd800) : random.Next(0xe000, 0x110000)).ToString(),
                    _ => Traps[random.Next(Traps.Length)],
                }
            );
        }

        return text.ToString();
    }

    /// <summary>Parses a selector as Prometheus does; trailing text or an unterminated string fails.</summary>
    private static List<(string Label, string Comparison, string Value)> Parse(string selector)
    {
        var at = 0;
        var read = new List<(string, string, string)>();
        Take(selector, ref at, "{");
        while (true)
        {
            var label = Regex.Match(selector[at..], @"\A[a-zA-Z_][a-zA-Z0-9_]*").Value;
            Assert.NotEmpty(label);
            at += label.Length;
            var comparison = Regex.Match(selector[at..], @"\A(=~|!~|!=|=)").Value;
            at += comparison.Length;
            read.Add((label, comparison, ReadString(selector, ref at)));
            if (selector[at] == '}')
                break;
            Take(selector, ref at, ",");
        }

        Take(selector, ref at, "}");
        Assert.Equal(selector.Length, at);
        return read;
    }

    private static string ReadString(string text, ref int at)
    {
        var value = new StringBuilder();
        Take(text, ref at, "\"");
        while (text[at] != '"')
        {
            Assert.InRange(text[at], ' ', '~');
            var character = text[at++];
            if (character != '\\')
            {
                value.Append(character);
                continue;
            }

            var kind = text[at++];
            var digits = kind switch
            {
                'u' => 4,
                'U' => 8,
                _ => 0,
            };
            if (digits == 0)
                Assert.Contains(kind, "\"\\");
            value.Append(digits == 0 ? kind.ToString() : new Rune(Convert.ToInt32(text.Substring(at, digits), 16)).ToString());
            at += digits;
        }

        at++;
        return value.ToString();
    }

    /// <summary>RE2 reads a backslash before any non-alphanumeric character as that character, and an unquoted bar as "or".</summary>
    private static List<string> Alternatives(string regex)
    {
        var alternatives = new List<string> { "" };
        for (var at = 0; at < regex.Length; at++)
        {
            if (regex[at] == '|')
                alternatives.Add("");
            else if (regex[at] != '\\')
            {
                Assert.DoesNotContain(regex[at], ".+*?()[]{}^$");
                alternatives[^1] += regex[at];
            }
            else
            {
                Assert.False(char.IsAsciiLetterOrDigit(regex[++at]));
                alternatives[^1] += regex[at];
            }
        }

        return alternatives;
    }

    private static void Take(string text, ref int at, string expected)
    {
        Assert.Equal(expected, text.Substring(at, expected.Length));
        at += expected.Length;
    }
}
