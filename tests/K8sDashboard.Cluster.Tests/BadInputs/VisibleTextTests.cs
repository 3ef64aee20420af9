using K8sDashboard.Cluster.Connection;

namespace K8sDashboard.Cluster.Tests.BadInputs;

[Trait("BadInput", "Terminal sequences, bidi and invisible characters")]
public class VisibleTextTests
{
    public static TheoryData<string> Payloads => [.. TerminalPayloads.All];

    [Theory]
    [MemberData(nameof(Payloads))]
    public void Every_terminal_payload_becomes_text_that_shows_what_it_was(string payload)
    {
        var shown = VisibleText.Of(payload);

        Assert.True(TerminalPayloads.IsHarmless(shown), shown);
        Assert.Contains("\\", shown, StringComparison.Ordinal);
        Assert.True(TerminalPayloads.IsHarmless(VisibleText.OneLine(payload)));
        Assert.Same(shown, VisibleText.Of(shown));
    }

    [Fact]
    public void There_are_sixty_of_them() => Assert.InRange(TerminalPayloads.All.Distinct().Count(), 60, int.MaxValue);

    [Theory]
    [InlineData("Back-off pulling image \"nginx:1.99\"")]
    [InlineData("two\nlines\tand a tab")]
    [InlineData("größer, 節点, عقدة, 🚀, 👩‍🔧")]
    public void Words_of_any_language_stay_as_they_are(string words) => Assert.Equal(words, VisibleText.Of(words));

    [Theory]
    [InlineData("a\nb\tc\rd", "a\\u000ab\\u0009c\\u000dd")]
    [InlineData("\u001b[31m", "\\u001b[31m")]
    [InlineData("\U000e0041", "\\U000e0041")]
    public void A_line_of_a_log_stays_one_line(string text, string shown) => Assert.Equal(shown, VisibleText.OneLine(text));

    [Fact]
    public void Half_a_letter_is_shown_as_what_it_is() => Assert.Equal("\\ud83da\\ude80", VisibleText.Of("\ud83da\ude80"));
}
