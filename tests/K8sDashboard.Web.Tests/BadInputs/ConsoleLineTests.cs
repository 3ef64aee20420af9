using K8sDashboard.Cluster.Tests.BadInputs;
using K8sDashboard.Web.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace K8sDashboard.Web.Tests.BadInputs;

/// <summary>Log injection: text from a cluster must not control the terminal.</summary>
public class ConsoleLineTests
{
    [Fact]
    [Trait("BadInput", "B08-terminal-console")]
    public void ConsoleLine_TerminalSequencesInMessageAndException_AreEscapedOntoOneLine()
    {
        foreach (var payload in TerminalPayloads.All)
        {
            var written = Write($"listed anew: {payload}", new InvalidOperationException($"{payload}\n00:00:00 info: forged"));

            Assert.EndsWith(Environment.NewLine, written, StringComparison.Ordinal);
            var line = written[..^Environment.NewLine.Length];
            Assert.DoesNotContain('\n', line);
            Assert.DoesNotContain('\t', line);
            Assert.True(TerminalPayloads.IsHarmless(line), line);
        }
    }

    [Fact]
    public void ConsoleLine_Warning_HasLevelCategoryAndEventIdLikeTheDefaultFormatter() =>
        Assert.EndsWith(" warn: Some.Category[7] words" + Environment.NewLine, Write("words", null), StringComparison.Ordinal);

    [Theory]
    [Trait("BadInput", "B15-canary-launch-key")]
    [InlineData("Request starting HTTP/1.1 GET http://localhost:5080/login?k=hush - - -")]
    [InlineData("GET /login?a=b&k=hush")]
    [InlineData("GET /LOGIN?K=hush")]
    public void ConsoleLine_LaunchKeyInRequestUrl_IsRedacted(string message)
    {
        var line = Write(message, null);
        Assert.DoesNotContain("hush", line, StringComparison.Ordinal);
        Assert.Contains("k=(not shown)", line, StringComparison.OrdinalIgnoreCase);
    }

    private static string Write(string message, Exception? fault)
    {
        using var console = new StringWriter();
        new ConsoleLine(TimeProvider.System).Write(
            new LogEntry<string>(LogLevel.Warning, "Some.Category", new EventId(7), message, fault, (text, _) => text),
            null,
            console
        );
        return console.ToString();
    }
}
