using System.Text;
using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;
using K8sDashboard.Web.Ui.Tables;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace K8sDashboard.Web.Tests.Ui.Tables;

/// <summary>Features beside the rows: export, row menu, frozen order.</summary>
public sealed class TableToolsTests : SmallTable
{
    [Fact]
    public async Task CsvExport_FilteredAndSortedTable_HasMatchingRowsAndVisibleColumns()
    {
        JSInterop.Setup<int[]>("dashboardTables.shown", _ => true).SetResult([0, 1]);
        var save = JSInterop.SetupVoid("dashboardTables.save", _ => true);
        var table = Table("/pods?ns=shop&q=/3&sort=-name", [new("a", "1/3"), new("b", "3/3"), new("c", "2/2")]);

        var pressed = Button(table, "Export CSV").ClickAsync(new());
        var arguments = save.Invocations.Single().Arguments;
        using var file = new StreamReader(((DotNetStreamReference)arguments[1]!).Stream, Encoding.UTF8, leaveOpen: true);
        Assert.Equal("pods-shop-20260101-0000.csv", arguments[0]);
        Assert.Equal("NAME,READY\r\nb,3/3\r\na,1/3\r\n", await file.ReadToEndAsync(Xunit.TestContext.Current.CancellationToken));
        save.SetVoidResult();
        await pressed;
        Assert.Empty(table.FindAll("[role=alert]"));
    }

    [Fact]
    public void CsvExport_BrowserFails_ShowsError()
    {
        JSInterop.SetupVoid("dashboardTables.save", _ => true).SetException(new JSException("no space left"));
        var table = Table("/pods");
        Button(table, "Export CSV").Click();
        Assert.Contains("no space left", table.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void RowMenu_OpenedForSecondRow_IsTheOnlyMenuWithItemsOfThatRow()
    {
        var table = Table("/pods", [new("a", "1/1"), new("b", "1/1")]);
        Assert.Empty(table.FindAll("[role=menu]"));
        Button(table, "Actions for a").Click();
        Button(table, "Actions for b").Click();

        var menu = table.Find("[role=menu]");
        Assert.Single(table.FindAll("[role=menu]"));
        Assert.Equal("Actions for b", menu.GetAttribute("aria-label"));
        Assert.Equal(
            ["Open", "Copy name", "Copy namespace/name", "Copy kubectl command", "Filter to this namespace", "Do b"],
            menu.QuerySelectorAll("[role=menuitem]").Select(item => item.TextContent.Trim())
        );
        Assert.Equal(
            ["b", "shop/b", "kubectl describe pod b -n shop"],
            menu.QuerySelectorAll("[data-copy]").Select(item => item.GetAttribute("data-copy"))
        );
        Assert.Equal(["/pods/b", "/pods?ns=shop"], menu.QuerySelectorAll("a").Select(item => item.GetAttribute("href")));
        Assert.Equal(2, JSInterop.Invocations["dashboardMenus.show"].Count);
    }

    [Fact]
    public void RowMenu_CloseEventOfEarlierRow_KeepsTheCurrentMenu()
    {
        var table = Table("/pods", [new("a", "1/1"), new("b", "1/1")]);
        Button(table, "Actions for a").Click();
        Button(table, "Actions for b").Click();
        table.Find("[role=menu]").TriggerEvent("onmenuclosed", new MenuClosedEventArgs { Turn = 1 });
        Assert.Equal("Actions for b", table.Find("[role=menu]").GetAttribute("aria-label"));

        table.Find("[role=menu]").TriggerEvent("onmenuclosed", new MenuClosedEventArgs { Turn = 2 });
        Assert.Empty(table.FindAll("[role=menu]"));
    }

    [Fact]
    public void RowMenu_ListOfOneNamespace_OffersNoNamespaceFilter()
    {
        var table = Table("/pods?ns=shop");
        Button(table, "Actions for web").Click();
        Assert.DoesNotContain("Filter to this namespace", table.Markup);
    }

    [Fact]
    public void LiveTable_PointerOverRows_FreezesOrderAndShowsNote()
    {
        var table = Table("/pods?sort=ready", [new("a", "1/1"), new("b", "2/2")]);
        table.Find("tbody").TriggerEvent("ontablehold", new TableHoldEventArgs { Held = true });
        Publish(table, new("b", "0/2"), new("c", "1/1"));
        Assert.Equal(["a", "b", "c"], Names(table));
        Assert.Contains("is-gone", table.Find("tr[aria-label=a]").ClassName);
        Assert.Equal("order held", table.Find(".order-note").TextContent);

        table.Find("tbody").TriggerEvent("ontablehold", new TableHoldEventArgs { Held = false });
        Assert.Equal(["b", "c"], Names(table));
        Assert.Equal("", table.Find(".order-note").TextContent);
    }

    [Fact]
    public void LiveTable_ForbiddenThenLive_ReleasesTheFrozenOrder()
    {
        Row[] rows = [new("a", "1/1"), new("b", "2/2")];
        var table = Table("/pods?sort=ready", rows);
        table.Find("tbody").TriggerEvent("ontablehold", new TableHoldEventArgs { Held = true });
        foreach (var sync in new SyncState[] { new SyncState.Forbidden("forbidden"), new SyncState.Live() })
            table.Render(parameters => parameters.Add(live => live.Source, TableSource<Row>.Of(rows, "first", sync)));
        Publish(table, new("a", "3/3"), new("b", "2/2"));
        Assert.Equal(["b", "a"], Names(table));
    }

    [Fact]
    public void LiveTable_RowChanges_HighlightsCellButNotOnFirstRenderOrResort()
    {
        var table = Table("/pods", [new("a", "1/1"), new("b", "2/2")]);
        Assert.DoesNotContain("is-changed", table.Markup);

        Publish(table, new("a", "0/1"), new("b", "2/2"));
        Assert.Equal(["READY"], table.FindAll(".is-changed").Select(cell => cell.Heading()));

        Services.GetRequiredService<NavigationManager>().NavigateTo("/pods?sort=-name");
        table.Render();
        Assert.Equal(["b", "a"], Names(table));
        Assert.DoesNotContain("is-changed", table.Markup);
    }

    [Fact]
    public void LiveTable_ColumnsRecreatedOrReordered_HighlightsChangesOnlyIfRecreated()
    {
        var table = Table("/pods", [new("a", "1/1")]);
        table.Render(parameters =>
            parameters
                .Add(live => live.Definition, List with { Columns = [.. Columns] })
                .Add(live => live.Source, TableSource<Row>.Of([new("a", "0/1")], "second"))
        );
        Assert.Single(table.FindAll(".is-changed"));

        table.Render(parameters =>
            parameters
                .Add(live => live.Definition, List with { Columns = [Columns[0], Columns[2], Columns[1]] })
                .Add(live => live.Source, TableSource<Row>.Of([new("a", "1/1")], "third"))
        );
        Assert.DoesNotContain("is-changed", table.Markup);
    }

    [Fact]
    public void RowMenu_ListChanges_DoesNotRender()
    {
        var table = Table("/pods", [new("a", "1/1")]);
        Button(table, "Actions for a").Click();
        var menu = table.FindComponent<RowMenu<Row>>();
        var before = menu.RenderCount;
        Publish(table, new Row("a", "0/1"));
        Assert.Equal(before, menu.RenderCount);
    }
}
