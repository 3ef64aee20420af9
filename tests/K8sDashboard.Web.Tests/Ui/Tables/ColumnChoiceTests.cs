using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;

namespace K8sDashboard.Web.Tests.Ui.Tables;

public sealed class ColumnChoiceTests
{
    private static readonly IReadOnlyList<LiveColumn<string>> Columns =
    [
        new("NAME", row => row),
        new("READY", row => row) { Phone = PhonePlace.Beside },
        new("OS-IMAGE", row => row) { Room = ColumnRoom.Widest },
        new("CPU REQUESTS", row => row),
    ];

    [Theory]
    [InlineData(null, "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("", "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("nonsense,<b>", "NAME,READY,OS-IMAGE,CPU REQUESTS")]
    [InlineData("name", "NAME")]
    [InlineData("ready", "NAME,READY")]
    [InlineData("cpu-requests,nonsense,name", "NAME,CPU REQUESTS")]
    public void ColumnChoice_ColumnsInAddress_AreAppliedIgnoringUnknownNames(string? words, string titles) =>
        Assert.Equal(titles, string.Join(',', ColumnChoice.Apply(Columns, words).Select(column => column.Title)));

    [Fact]
    public void ColumnChoice_NoKnownColumn_ReturnsTheSameListInstance() => Assert.Same(Columns, ColumnChoice.Apply(Columns, "nonsense"));

    [Fact]
    public void ColumnChoice_WideColumnChosen_IsShownAtAnyWidth()
    {
        var image = ColumnChoice.Apply(Columns, "os-image,ready")[2];
        Assert.Equal((ColumnRoom.Any, PhonePlace.Below), (image.Room, image.Phone));
        Assert.Equal(PhonePlace.Beside, ColumnChoice.Apply(Columns, "os-image,ready")[1].Phone);
    }

    [Theory]
    [InlineData("name,ready", "os-image", null, "name,ready,os-image,namespace")]
    [InlineData("name,ready,cpu-requests", "ready", "name,ready,cpu-requests", "name,cpu-requests")]
    [InlineData("name", "name", "name", "name")]
    // A column that exists only in the list over several namespaces keeps its choice.
    [InlineData("name,ready", "ready", "name,ready,namespace", "name,namespace")]
    public void ColumnChoice_ColumnToggled_KeepsTheOthers(string shown, string turned, string? before, string after) =>
        Assert.Equal(after, ColumnChoice.Turn(Columns, shown.Split(',').ToHashSet(), turned, before));
}
