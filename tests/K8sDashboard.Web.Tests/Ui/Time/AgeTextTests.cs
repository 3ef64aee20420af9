using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Time;

namespace K8sDashboard.Web.Tests.Ui.Time;

public sealed class AgeTextTests : BunitContext
{
    private const long Minute = 60;
    private const long Hour = 60 * Minute;
    private const long Day = 24 * Hour;
    private const long Year = 365 * Day;

    /// <summary>The output of <c>duration.HumanDuration</c>, at and around each threshold.</summary>
    [Theory]
    [InlineData(-5, "<invalid>")]
    [InlineData(-2, "<invalid>")]
    [InlineData(-1, "0s")]
    [InlineData(0, "0s")]
    [InlineData(45, "45s")]
    [InlineData(119, "119s")]
    [InlineData(120, "2m")]
    [InlineData(3 * Minute + 12, "3m12s")]
    [InlineData(10 * Minute - 1, "9m59s")]
    [InlineData(10 * Minute, "10m")]
    [InlineData(15 * Minute + 59, "15m")]
    [InlineData(3 * Hour - 1, "179m")]
    [InlineData(3 * Hour, "3h")]
    [InlineData(3 * Hour + 5 * Minute, "3h5m")]
    [InlineData(8 * Hour - 1, "7h59m")]
    [InlineData(8 * Hour, "8h")]
    [InlineData(48 * Hour - 1, "47h")]
    [InlineData(48 * Hour, "2d")]
    [InlineData(2 * Day + 4 * Hour, "2d4h")]
    [InlineData(8 * Day - 1, "7d23h")]
    [InlineData(8 * Day, "8d")]
    [InlineData(12 * Day + 5 * Hour, "12d")]
    [InlineData(2 * Year - 1, "729d")]
    [InlineData(2 * Year, "2y")]
    [InlineData(2 * Year + 10 * Day, "2y10d")]
    [InlineData(8 * Year - 1, "7y364d")]
    [InlineData(8 * Year + 3 * Day, "8y")]
    public void KubectlAge_Duration_MatchesHumanDuration(long seconds, string text) =>
        Assert.Equal(text, KubectlAge.Of(TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void AgeText_Since_SetsDatetimeInUtcAndNoText()
    {
        var age = Render<AgeText>(parameters =>
                parameters.Add(text => text.Since, new DateTimeOffset(2026, 1, 1, 2, 0, 0, TimeSpan.FromHours(2)))
            )
            .Find("time.age");
        Assert.Equal("2026-01-01T00:00:00Z", age.GetAttribute("datetime"));
        Assert.Equal("", age.TextContent);
    }
}
