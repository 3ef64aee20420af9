using K8sDashboard.Demo.Api.Meta.V1;
using K8sDashboard.Demo.Life;

namespace K8sDashboard.Demo.Tests.Life;

public sealed class ScheduleTextTests
{
    [Theory]
    [InlineData("*/5 * * * *", "2026-03-02T09:14:30", "2026-03-02T09:10:00")]
    [InlineData("0 9 * * *", "2026-03-02T09:14:30", "2026-03-02T09:00:00")]
    [InlineData("15,45 8-10 * * 1-5", "2026-03-02T09:14:30", "2026-03-02T08:45:00")]
    [InlineData("0 0 1 * *", "2026-03-02T09:14:30", "2026-03-01T00:00:00")]
    [InlineData("30 6 * * 7", "2026-03-02T09:14:30", "2026-03-01T06:30:00")]
    [InlineData("@hourly", "2026-03-02T09:14:30", "2026-03-02T09:00:00")]
    public void CronSchedule_ValidExpression_FindsLastTime(string schedule, string now, string last) =>
        Assert.Equal(At(last), CronSchedule.Parse(schedule)!.Last(At(now).AddDays(-9), At(now)));

    [Fact]
    public void CronSchedule_LastTimeAlreadySeen_IsNotFoundAgain() =>
        Assert.Null(CronSchedule.Parse("*/5 * * * *")!.Last(At("2026-03-02T09:10:00"), At("2026-03-02T09:14:59")));

    [Theory]
    [InlineData("")]
    [InlineData("* * * *")]
    [InlineData("60 * * * *")]
    [InlineData("*/0 * * * *")]
    [InlineData("a * * * *")]
    [InlineData("5-2 * * * *")]
    public void CronSchedule_InvalidExpression_IsNull(string text) => Assert.Null(CronSchedule.Parse(text));

    [Theory]
    [InlineData(0, 3, "", 4, 3, 3)]
    [InlineData(1, 0, "25%", 5, 2, 1)]
    [InlineData(1, 0, "0%", 5, 0, 0)]
    [InlineData(1, 0, "100%", 3, 3, 3)]
    public void IntOrPercent_NumberPercentOrDefault_IsRoundedUpOrDown(int type, int number, string text, int all, int up, int down)
    {
        var value = new IntOrString
        {
            Type = type,
            IntVal = number,
            StrVal = text,
        };
        Assert.Equal((up, down), (IntOrPercent.Up(value, all, "25%"), IntOrPercent.Down(value, all, "25%")));
    }

    [Theory]
    [InlineData("500m", 0.5)]
    [InlineData("2", 2)]
    [InlineData("1Gi", 1073741824)]
    [InlineData("100k", 100000)]
    [InlineData("1e3", 1000)]
    [InlineData("nonsense", 0)]
    public void Amount_QuantityText_IsParsedToNumber(string text, double number) => Assert.Equal(number, Amount.Of(text));

    private static DateTimeOffset At(string text) => DateTimeOffset.Parse(text + "Z", System.Globalization.CultureInfo.InvariantCulture);
}
