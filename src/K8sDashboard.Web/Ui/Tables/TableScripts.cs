using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;

namespace K8sDashboard.Web.Ui.Tables;

/// <summary>Calls of a table into the browser (menus.js, tables.js). Errors of a disconnected browser are ignored.</summary>
internal static class TableScripts
{
    /// <summary>Opens a rendered menu beside the button that was clicked.</summary>
    public static Task ShowMenuAsync(this IJSRuntime browser, ElementReference menu) =>
        WhileThereAsync(() => browser.InvokeVoidAsync("dashboardMenus.show", menu));

    /// <summary>Persists the chosen columns in the browser.</summary>
    public static Task RememberColumnsAsync(this IJSRuntime browser, string cookie) =>
        WhileThereAsync(() => browser.InvokeVoidAsync("dashboardTables.remember", ColumnMemory.Cookie, cookie));

    /// <summary>The rendered columns that are visible in the browser; all where unknown.</summary>
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
            // The circuit is being disposed.
        }
    }
}
