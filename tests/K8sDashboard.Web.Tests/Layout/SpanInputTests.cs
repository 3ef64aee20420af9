using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Layout;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Tests.Layout;

public sealed class SpanInputTests
{
    private static readonly DateTimeOffset Now = DateTimeOffset.Parse("2026-11-24T13:45:30Z", null);
    private static readonly Clock Berlin = new(Now, TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    [Theory]
    [InlineData("2026-11-24T12:00", "2026-11-24T13:30", "2026-11-24T11:00:00Z", "2026-11-24T12:30:00Z")]
    [InlineData("2026-11-24T12:00:05", "2026-11-24T14:45:30", "2026-11-24T11:00:05Z", "2026-11-24T13:45:30Z")]
    [InlineData("2026-10-24T12:00", "2026-10-25T12:00", "2026-10-24T10:00:00Z", "2026-10-25T11:00:00Z")]
    public void SpanInput_LocalTimes_AreReadInTheClockTimeZone(string from, string to, string fromUtc, string toUtc)
    {
        var (span, fault) = new SpanInput(from, to).Read(Berlin);

        Assert.Null(fault);
        Assert.Equal((fromUtc, toUtc), (span!.FromText, span.ToText));
    }

    [Theory]
    [InlineData("", "2026-11-24T13:30", "From is not a date and a time.")]
    [InlineData("2026-11-24T12:00", "", "To is not a date and a time.")]
    [InlineData("2026-11-24T12:00", "24.11.2026", "To is not a date and a time.")]
    [InlineData("0026-11-24T12:00", "2026-11-24T12:00", "From is not a date and a time.")]
    [InlineData("2026-11-24T12:00", "2026-11-24T11:00", "To must be after From.")]
    [InlineData("2026-11-24T12:00", "2026-11-24T12:00", "To must be after From.")]
    [InlineData("2026-11-24T12:00", "2026-11-24T14:46", "To lies in the future; it is 14:45:30 now.")]
    [InlineData("2026-11-24T12:00:00", "2026-11-24T12:00:30", "It must be a minute at least.")]
    [InlineData("2026-10-20T12:00", "2026-11-24T12:00", "It may be 31 days at most.")]
    [InlineData("2026-03-29T02:30", "2026-03-29T12:00", "The clock was put forward over that hour: there is no such time.")]
    public void SpanInput_InvalidSpan_ReturnsReason(string from, string to, string words) =>
        Assert.Equal((null, words), new SpanInput(from, to).Read(Berlin));

    [Fact]
    public void SpanInput_SpanOf31Days_IsAlsoParsedFromAddress()
    {
        var (span, _) = new SpanInput("2026-10-24T14:45", "2026-11-24T14:45").Read(
            new Clock(Now, TimeZoneInfo.Utc) with
            {
                Now = Now.AddHours(2),
            }
        );

        Assert.Equal(span, TimeRange.Parse(null, span!.FromText, span.ToText));
    }

    [Fact]
    public void SpanInput_ShownRangeOrSpan_PrefillsTheFields()
    {
        Assert.Equal(new SpanInput("2026-11-24T13:45", "2026-11-24T14:45"), SpanInput.Of(TimeRange.Default, Berlin));
        Assert.Equal(
            new SpanInput("2026-07-01T12:00", "2026-07-01T13:00"),
            SpanInput.Of(Between("2026-07-01T10:00:00Z", "2026-07-01T11:00:00Z"), Berlin)
        );
    }

    [Theory]
    [InlineData("2026-11-24T11:00:00Z", "2026-11-24T12:30:00Z", "24 Nov 12:00 – 13:30")]
    [InlineData("2026-11-23T21:00:00Z", "2026-11-24T01:00:00Z", "23 Nov 22:00 – 24 Nov 02:00")]
    [InlineData("2025-12-31T11:00:00Z", "2025-12-31T12:00:00Z", "31 Dec 2025 12:00 – 13:00")]
    [InlineData("2025-12-31T11:00:00Z", "2026-01-01T12:00:00Z", "31 Dec 2025 12:00 – 1 Jan 2026 13:00")]
    public void SpanText_Span_OmitsRepeatedDateAndCurrentYear(string from, string to, string text) =>
        Assert.Equal(text, SpanText.Of(Between(from, to), Berlin));

    private static TimeRange.Between Between(string from, string to) => (TimeRange.Between)TimeRange.Parse(null, from, to);
}
