using Bunit;
using K8sDashboard.Cluster.State;

namespace K8sDashboard.Web.Tests.Ui.Tables;

/// <summary>Column choice of a list: by the available width, the URL, the persisted choice.</summary>
public sealed class ColumnMenuTests : SmallTable
{
    [Fact]
    public void ColumnMenu_VisibleColumns_AreCheckedAndChoiceIsWrittenToAddress()
    {
        JSInterop.Setup<int[]>("dashboardTables.shown", _ => true).SetResult([0, 1, 3]);
        var table = Table("/pods?ns=shop&q=w");
        Button(table, "Columns").Click();
        Assert.Equal(["NAME+", "READY+", "IMAGES-"], Boxes(table));
        Assert.True(table.Find("[role=group][aria-label=Columns] input").HasAttribute("disabled"));

        Box(table, "IMAGES").Change(true);
        Assert.EndsWith("/pods?cols=name,ready,images,namespace&ns=shop&q=w", Uri);
    }

    [Fact]
    public async Task ColumnMenu_ChangedWhileBrowserMeasures_KeepsTheChoice()
    {
        JSInterop.Setup<int[]>("dashboardTables.shown", _ => true).SetResult([0, 1, 3]);
        var table = Table("/pods");
        Button(table, "Columns").Click();
        var room = JSInterop.Setup<int[]>("dashboardTables.shown", _ => true);
        Box(table, "IMAGES").Change(true);
        table.Render();
        Box(table, "READY").Change(false);
        await table.InvokeAsync(() => room.SetResult([0, 1, 2, 3]));
        await table.InvokeAsync(() => Assert.Equal(["NAME+", "READY-", "IMAGES+"], Boxes(table)));
    }

    [Fact]
    public void ColumnMenu_ColumnsInAddress_OverrideMemoryAndWidth()
    {
        var table = Table("/pods?cols=images,nonsense", memory: "pods=name");
        Assert.Equal(["NAME", "IMAGES"], Headers(table));
        Assert.DoesNotContain("room-widest", table.Markup);
        Assert.DoesNotContain("phone-hidden", table.Markup);
    }

    [Fact]
    public void ColumnMenu_NoColumnsInAddress_UsesRememberedColumnsUntilReset()
    {
        var table = Table("/pods", memory: "pods=name,ready");
        Assert.Equal(["NAME", "READY"], Headers(table));

        Button(table, "Columns").Click();
        Button(table, "Reset").Click();
        Assert.EndsWith("/pods", Uri);
        Assert.Equal(["columns", ""], JSInterop.Invocations["dashboardTables.remember"].Single().Arguments);
    }

    [Fact]
    public void ColumnMenu_ColumnHidden_IsRememberedOnlyForItsList()
    {
        var table = Table("/pods", memory: "nodes=name");
        Button(table, "Columns").Click();
        Box(table, "READY").Change(false);
        Assert.Equal(
            ["columns", "nodes=name&pods=name%2Cimages%2Cnamespace"],
            JSInterop.Invocations["dashboardTables.remember"].Single().Arguments
        );
    }

    [Fact]
    public void ColumnMenu_ColumnHidden_IsStillFilteredAndSortedBy()
    {
        var table = Table("/pods?cols=name&sort=-ready&q=/3", [new("a", "1/3"), new("b", "3/3"), new("c", "2/2")]);
        Assert.Equal(["b", "a"], Names(table));
    }
}
