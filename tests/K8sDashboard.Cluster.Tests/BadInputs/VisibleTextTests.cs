using K8sDashboard.Cluster.Connection;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Cluster.Tests.BadInputs;

[Trait("BadInput", "B08-terminal-bidi")]
public class VisibleTextTests
{
    public static TheoryData<string> Payloads => [.. TerminalPayloads.All];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void VisibleText_TerminalPayload_IsEscapedIdempotently(string payload)
    {
        var shown = VisibleText.Of(payload);

        Assert.True(TerminalPayloads.IsHarmless(shown), shown);
        Assert.Contains("\\", shown, StringComparison.Ordinal);
        Assert.True(TerminalPayloads.IsHarmless(VisibleText.OneLine(payload)));
        Assert.Same(shown, VisibleText.Of(shown));
    }

    [Fact]
    public void TerminalPayloads_DistinctEntries_AreAtLeast60() =>
        Assert.InRange(TerminalPayloads.All.Distinct().Count(), 60, int.MaxValue);

    [Theory]
    [InlineData("Back-off pulling image \"nginx:1.99\"")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("größer, 節点, عقدة, 🚀, 👩‍🔧")]
    public void VisibleText_PrintableTextOfAnyLanguage_IsUnchanged(string text) => Assert.Equal(text, VisibleText.Of(text));

    [Theory]
    [InlineData("a\nb\tc\rd", "a\\u000ab\\u0009c\\u000dd")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("\U000e0041", "\\U000e0041")]
    public void VisibleText_OneLineOfControlCharacters_EscapesLineBreaksAndTabs(string text, string shown) =>
        Assert.Equal(shown, VisibleText.OneLine(text));

    [Fact]
    public void VisibleText_LoneSurrogate_IsEscaped() => Assert.Equal("\\ud83da\\ude80", VisibleText.Of("\ud83da\ude80"));
}
