using AngleSharp.Dom;
using Bunit;
using K8sDashboard.Cluster.Health;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Status;

namespace K8sDashboard.Web.Tests.Ui.Status;

public sealed class HealthChipTests : BunitContext
{
    [Theory]
    [InlineData(HealthLevel.Healthy, "", "Healthy")]
    [InlineData(HealthLevel.Degraded, "2 of 3 replicas unavailable", "Degraded: 2 of 3 replicas unavailable")]
    [InlineData(HealthLevel.Unhealthy, "NotReady", "Unhealthy: NotReady")]
    [InlineData(HealthLevel.Unknown, "syncing", "Unknown: syncing")]
    public void HealthChip_Verdict_ShowsLevelReasonAndIcon(HealthLevel level, string reason, string text)
    {
        var chip = Render<HealthChip>(parameters => parameters.Add(chip => chip.Verdict, new Verdict(level, "code", reason)));
        Assert.Equal(text, chip.Find(".chip").TextContent.Trim());
        Assert.Contains(Glyph.NameOf(HealthLook.ShapeOf(level)), chip.Find(".chip").ClassList);
    }

    [Fact]
    public void HealthLook_AllLevels_HaveDistinctShapes()
    {
        var shapes = Enum.GetValues<HealthLevel>().Select(HealthLook.ShapeOf).ToList();
        Assert.Equal(shapes.Count, shapes.Distinct().Count());
    }
}
