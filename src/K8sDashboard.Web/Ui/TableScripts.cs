using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace K8sDashboard.Web.Ui;

/// <summary>What a table asks of the browser (menus.js, tables.js). A browser that has left is asked in vain, and nobody misses the answer.</summary>
internal static class TableScripts
{
    /// <summary>Opens a menu, just drawn, beside the button that was pressed for it.</summary>
    public static Task ShowMenuAsync(this IJSRuntime browser, ElementReference menu) =>
        WhileThereAsync(() => browser.InvokeVoidAsync("dashboardMenus.show", menu));

    /// <summary>Keeps the person's columns for the next visit.</summary>
    public static Task RememberColumnsAsync(this IJSRuntime browser, string cookie) =>
        WhileThereAsync(() => browser.InvokeVoidAsync("dashboardTables.remember", ColumnMemory.Cookie, cookie));

    /// <summary>Of the columns that a table draws, those that the browser has room for; all where it cannot tell.</summary>
    public static async Task<IReadOnlyList<LiveColumn<TRow>>> WithRoomAsync<TRow>(
        this IJSRuntime browser,
        ElementReference table,
        IReadOnlyList<LiveColumn<TRow>> drawn
    )
    {
        int[]? places = null;
        await WhileThereAsync(async () => places = await browser.InvokeAsync<int[]?>("dashboardTables.shown", table));
        return places is null ? drawn : [.. drawn.Where((_, place) => places.Contains(place))];
    }

    private static async Task WhileThereAsync(Func<ValueTask> ask)
    {
        try
        {
            await ask();
        }
        catch (Exception gone) when (gone is JSDisconnectedException or OperationCanceledException)
        {
            // Its circuit ends presently.
        }
    }
}
