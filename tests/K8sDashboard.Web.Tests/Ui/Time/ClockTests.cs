using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Tests.Ui.Time;

public sealed class ClockTests
{
    private static readonly DateTimeOffset Noon = DateTimeOffset.Parse("2026-11-24T12:00:00Z", null);

    [Theory]
    [InlineData("Europe/Berlin", 60, "13:00:00", "2026-07-01 14:00:00")]
    [InlineData("Asia/Kolkata", 330, "17:30:00", "2026-07-01 17:30:00")]
    [InlineData("Nowhere/AtAll", -300, "07:00:00", "2026-07-01 07:00:00")]
    [InlineData(null, 0, "12:00:00", "2026-07-01 12:00:00")]
    public void Clock_BrowserZoneKnownOrUnknown_UsesZoneOrOffset(string? name, double offset, string now, string summer)
    {
        var clock = new Clock(Noon, new BrowserZone(name, offset).Find());

        Assert.Equal((now, summer), (clock.TimeOf(Noon), clock.TimeOf(DateTimeOffset.Parse("2026-07-01T12:00:00Z", null))));
    }

    [Theory]
    [InlineData("../../etc/passwd", 1e9)]
    [InlineData("", double.NaN)]
    public void BrowserZone_InvalidNameAndOffset_LeavesServerZone(string name, double offset)
    {
        Assert.Null(new BrowserZone(name, offset).Find());
        Assert.Equal("14:00:00", new Clock(Noon.ToOffset(TimeSpan.FromHours(2))).TimeOf(Noon));
    }
}
