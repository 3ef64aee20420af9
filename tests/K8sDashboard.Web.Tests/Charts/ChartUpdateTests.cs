using K8sDashboard.Monitoring;
using K8sDashboard.Monitoring.Charts;
using K8sDashboard.Web.Ui.Charts;

namespace K8sDashboard.Web.Tests.Charts;

public sealed class ChartUpdateTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void ChartUpdate_OneMoreStep_SendsOnePoint() =>
        Assert.Equal(new ChartUpdate.Tail(5), ChartUpdate.Between(Data(0, 1, 2, 3, 4, 5, 6), Data(1, 2, 3, 4, 5, 6, 7)));

    [Fact]
    public void ChartUpdate_LateSample_SendsPointsFromThatStepOn() =>
        Assert.Equal(new ChartUpdate.Tail(4), ChartUpdate.Between(Data(0, 1, 2, 3, 4, 5, double.NaN), Data(1, 2, 3, 4, 5, 6, 7)));

    [Fact]
    public void ChartUpdate_SameGapInBoth_SendsOnlyTheNewPoint() =>
        Assert.Equal(new ChartUpdate.Tail(5), ChartUpdate.Between(Data(0, 1, double.NaN, 3, 4, 5, 6), Data(1, double.NaN, 3, 4, 5, 6, 7)));

    [Fact]
    public void ChartUpdate_NoNewData_SendsNoPoint() =>
        Assert.Equal(new ChartUpdate.Tail(3), ChartUpdate.Between(Data(0, 1, 2, 3), Data(0, 1, 2, 3)));

    [Fact]
    public void ChartUpdate_FirstDataOrOtherLineOrSpan_SendsWholeChart()
    {
        var drawn = Data(0, 1, 2, 3);

        Assert.IsType<ChartUpdate.Whole>(ChartUpdate.Between(null, drawn));
        Assert.IsType<ChartUpdate.Whole>(ChartUpdate.Between(drawn, drawn with { Lines = [drawn.Lines[0] with { Name = "other" }] }));
        Assert.IsType<ChartUpdate.Whole>(ChartUpdate.Between(drawn, Data(9, 1, 2, 3)));
        Assert.IsType<ChartUpdate.Whole>(ChartUpdate.Between(drawn, Data(-2, 1, 2, 3)));
        Assert.IsType<ChartUpdate.Whole>(ChartUpdate.Between(drawn, Data(0, 7, 8, 9)));
    }

    private static ChartData Data(int firstStep, params double[] values)
    {
        var from = Noon.AddSeconds(15 * firstStep);
        return new ChartData(
            TimeGrid.Covering(from, from.AddSeconds(15 * (values.Length - 1)), TimeSpan.FromSeconds(15)),
            [new ChartLine("a", [.. values])],
            [],
            "",
            [],
            Noon
        );
    }
}
