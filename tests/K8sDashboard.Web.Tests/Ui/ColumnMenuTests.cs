using Bunit;

namespace K8sDashboard.Web.Tests.Ui;

/// <summary>The choice of a list's columns: by the browser's room, by the address, by what was remembered.</summary>
public sealed class ColumnMenuTests : SmallTable
{
    [Fact]
    public void The_columns_menu_shows_what_the_browser_has_room_for_and_a_choice_goes_into_the_address()
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
    public async Task What_is_chosen_while_the_browser_looks_for_room_is_not_taken_back()
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
    public void The_address_decides_and_a_chosen_column_needs_no_room()
    {
        var table = Table("/pods?cols=images,nonsense", memory: "pods=name");
        Assert.Equal(["NAME", "IMAGES"], Headers(table));
        Assert.DoesNotContain("room-widest", table.Markup);
        Assert.DoesNotContain("phone-hidden", table.Markup);
    }

    [Fact]
    public void Without_words_in_the_address_the_remembered_columns_are_drawn_at_once_and_reset_forgets_them()
    {
        var table = Table("/pods", memory: "pods=name,ready");
        Assert.Equal(["NAME", "READY"], Headers(table));

        Button(table, "Columns").Click();
        Button(table, "Reset").Click();
        Assert.EndsWith("/pods", Uri);
        Assert.Equal(["columns", ""], JSInterop.Invocations["dashboardTables.remember"].Single().Arguments);
    }

    [Fact]
    public void A_choice_is_remembered_for_its_list_alone()
    {
        var table = Table("/pods", memory: "nodes=name");
        Button(table, "Columns").Click();
        Box(table, "READY").Change(false);
        Assert.Equal(["columns", "nodes=name&pods=name%2Cimages%2Cnamespace"], JSInterop.Invocations["dashboardTables.remember"].Single().Arguments);
    }

    [Fact]
    public void Hiding_a_column_narrows_neither_the_filter_nor_the_order()
    {
        var table = Table("/pods?cols=name&sort=-ready&q=/3", [new("a", "1/3"), new("b", "3/3"), new("c", "2/2")]);
        Assert.Equal(["b", "a"], Names(table));
    }
}
