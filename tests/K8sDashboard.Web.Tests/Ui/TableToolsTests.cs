using System.Text;
using Bunit;
using K8sDashboard.Cluster.State;
using K8sDashboard.Web.Ui;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;

namespace K8sDashboard.Web.Tests.Ui;

/// <summary>What a list offers beside its rows: the export, the menu of a row, and rows that stay put.</summary>
public sealed class TableToolsTests : SmallTable
{
    [Fact]
    public async Task The_export_has_the_rows_that_match_in_their_order_and_the_columns_that_are_shown()
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
    public void An_export_that_the_browser_refuses_says_so()
    {
        JSInterop.SetupVoid("dashboardTables.save", _ => true).SetException(new JSException("no space left"));
        var table = Table("/pods");
        Button(table, "Export CSV").Click();
        Assert.Contains("no space left", table.Find("[role=alert]").TextContent);
    }

    [Fact]
    public void A_row_has_a_button_of_its_name_and_the_table_one_menu()
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
            menu.QuerySelectorAll("[role=menuitem]").Select(item => item.TextContent.Trim()));
        Assert.Equal(["b", "shop/b", "kubectl describe pod b -n shop"], menu.QuerySelectorAll("[data-copy]").Select(item => item.GetAttribute("data-copy")));
        Assert.Equal(["/pods/b", "/pods?ns=shop"], menu.QuerySelectorAll("a").Select(item => item.GetAttribute("href")));
        Assert.Equal(2, JSInterop.Invocations["dashboardMenus.show"].Count);
    }

    [Fact]
    public void A_closed_menu_is_gone_unless_it_is_open_again_for_another_row()
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
    public void A_list_of_one_namespace_offers_no_filter_to_it()
    {
        var table = Table("/pods?ns=shop");
        Button(table, "Actions for web").Click();
        Assert.DoesNotContain("Filter to this namespace", table.Markup);
    }

    [Fact]
    public void Rows_stay_while_the_pointer_is_among_them_and_the_note_says_so()
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
    public void A_table_that_was_not_drawn_for_a_while_holds_nothing_when_it_comes_back()
    {
        var table = Table("/pods?sort=ready", [new("a", "1/1"), new("b", "2/2")]);
        table.Find("tbody").TriggerEvent("ontablehold", new TableHoldEventArgs { Held = true });
        table.Render(parameters => parameters.Add(live => live.Sync, new SyncState.Denied("forbidden")));
        table.Render(parameters => parameters.Add(live => live.Sync, new SyncState.Live()));
        Publish(table, new("a", "3/3"), new("b", "2/2"));
        Assert.Equal(["b", "a"], Names(table));
    }

    [Fact]
    public void A_cell_fades_when_its_row_says_something_else_and_never_on_the_first_draw_or_in_a_new_order()
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
    public void A_cell_fades_in_a_list_that_makes_its_columns_anew_and_not_where_other_columns_are_chosen()
    {
        var table = Table("/pods", [new("a", "1/1")]);
        table.Render(parameters => parameters.Add(live => live.Columns, [.. Columns]).Add(live => live.Rows, [new("a", "0/1")]).Add(live => live.Basis, "second"));
        Assert.Single(table.FindAll(".is-changed"));

        table.Render(parameters => parameters.Add(live => live.Columns, [Columns[0], Columns[2], Columns[1]]).Add(live => live.Rows, [new("a", "1/1")]).Add(live => live.Basis, "third"));
        Assert.DoesNotContain("is-changed", table.Markup);
    }

    [Fact]
    public void The_menu_of_a_row_is_not_drawn_again_with_each_change_of_the_list()
    {
        var table = Table("/pods", [new("a", "1/1")]);
        Button(table, "Actions for a").Click();
        var menu = table.FindComponent<RowMenu<Row>>();
        var before = menu.RenderCount;
        Publish(table, new Row("a", "0/1"));
        Assert.Equal(before, menu.RenderCount);
    }
}
