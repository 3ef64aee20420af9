using K8sDashboard.Monitoring.Charts;

namespace K8sDashboard.Monitoring.Tests;

public sealed class TimeRangeTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 7, TimeSpan.Zero);

    [Theory]
    [InlineData("5m", 15, 15)]
    [InlineData("15m", 15, 15)]
    [InlineData("1h", 15, 15)]
    [InlineData("6h", 15, 120)]
    [InlineData("24h", 15, 600)]
    [InlineData("7d", 15, 3600)]
    [InlineData("5m", 60, 60)]
    [InlineData("5m", 5, 5)]
    public void TimeRange_SpanAndScrapeInterval_DetermineStep(string range, int scrape, int step)
    {
        var grid = TimeRange.Parse(range).Grid(Now, TimeSpan.FromSeconds(scrape));

        Assert.Equal(step, grid.Step.TotalSeconds);
        Assert.InRange(grid.Count, 2, TimeRange.MaxPoints + 1);
        Assert.Equal(0, grid.Start.ToUnixTimeSeconds() % step);
        Assert.InRange(Now - grid.End, TimeSpan.Zero, grid.Step);
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("2y", null, null)]
    [InlineData(null, "2026-11-23T12:00:00Z", null)]
    [InlineData(null, "2026-11-23T12:00:00Z", "2026-11-23T11:00:00Z")]
    [InlineData(null, "0001-01-01", "9999-12-31")]
    [InlineData("<script>", "x", "y")]
    public void TimeRange_InvalidInput_IsDefaultRange(string? range, string? from, string? to) =>
        Assert.Same(TimeRange.Default, TimeRange.Parse(range, from, to));

    [Fact]
    public void TimeRange_QueryParameters_RoundTrip()
    {
        var between = TimeRange.Spanning(Now.AddMinutes(-20), Now);

        Assert.Equal(between, TimeRange.Parse(null, between.FromText, between.ToText));
        Assert.All(TimeRange.Choices, choice => Assert.Equal(choice, TimeRange.Parse(choice.Name)));
    }

    [Fact]
    public void TimeRange_ReversedTwoSecondSpan_BecomesOneMinute()
    {
        var span = TimeRange.Spanning(Now, Now.AddSeconds(-2));

        Assert.Equal(TimeSpan.FromMinutes(1), span.To - span.From);
    }

    [Theory]
    [InlineData(Unit.Cores, 0.06, "60m")]
    [InlineData(Unit.Cores, 0.000217, "0.217m")]
    [InlineData(Unit.Cores, 1.5, "1.5 cores")]
    [InlineData(Unit.Cores, 0, "0 cores")]
    [InlineData(Unit.Cores, 1, "1 core")]
    [InlineData(Unit.Cores, 1.0004, "1 core")]
    [InlineData(Unit.Cores, -1, "-1 core")]
    [InlineData(Unit.Bytes, 1717986918.4, "1.6 GiB")]
    [InlineData(Unit.Bytes, 0, "0 B")]
    [InlineData(Unit.BytesPerSecond, 999_600, "1 MB/s")]
    [InlineData(Unit.BytesPerSecond, 12_345, "12.3 kB/s")]
    [InlineData(Unit.Seconds, 0.0123, "12.3 ms")]
    [InlineData(Unit.Seconds, 300, "5 min")]
    [InlineData(Unit.Percent, 0.1234, "12.3 %")]
    [InlineData(Unit.Percent, double.NaN, "–")]
    [InlineData(Unit.Count, double.PositiveInfinity, "–")]
    [InlineData(Unit.Count, 1234, "1234")]
    public void Unit_NumericValue_IsFormattedWithItsUnit(Unit unit, double value, string text) => Assert.Equal(text, unit.Format(value));
}
