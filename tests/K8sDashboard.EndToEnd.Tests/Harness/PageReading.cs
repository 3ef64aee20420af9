using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Harness;

/// <summary>Reads and operates a page by roles and accessible names.</summary>
internal static class PageReading
{
    /// <summary>A live table's rows with the text of each cell.</summary>
    public static async Task<KubectlTable> TableAsync(this IPage page, string name)
    {
        var table = page.GetByRole(AriaRole.Table, new() { Name = name, Exact = true });
        var cells = await table.EvaluateAsync<string[][]>(
            """
            table => {
              const words = cell => cell.innerText.trim().replace(/\s+/g, ' ');
              const titles = [...table.querySelectorAll('[role=columnheader]')].map(cell => cell.textContent.trim());
              return [titles, ...[...table.querySelectorAll('tbody [role=row]')].map(row => [...row.children].map(words))];
            }
            """
        );
        return new([
            .. cells.Skip(1).Select(row => (IReadOnlyDictionary<string, string>)cells[0].Zip(row, KeyValuePair.Create).ToDictionary()),
        ]);
    }

    /// <summary>Clicks a button that opens a dialog, and returns the dialog.</summary>
    public static async Task<ILocator> OpenDialogAsync(this IPage page, string button, string dialog)
    {
        await page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();
        var opened = page.GetByRole(AriaRole.Dialog, new() { Name = dialog, Exact = true });
        await Assertions.Expect(opened).ToBeVisibleAsync();
        return opened;
    }

    /// <summary>Clicks the confirming button of a dialog after its preview is shown.</summary>
    public static async Task ConfirmAsync(this ILocator dialog, string verb)
    {
        var confirm = dialog.GetByRole(AriaRole.Button, new() { Name = verb, Exact = true });
        await Assertions.Expect(confirm).ToBeEnabledAsync();
        await confirm.ClickAsync();
    }

    public static ILocator Status(this IPage page, string name) => page.GetByRole(AriaRole.Status, new() { Name = name, Exact = true });

    /// <summary>Starts to record every text that a column of a table shows, however briefly (MutationObserver).</summary>
    public static Task NoteColumnAsync(this IPage page, string table, string column) =>
        page.GetByRole(AriaRole.Table, new() { Name = table, Exact = true })
            .EvaluateAsync(
                """
                (table, column) => {
                  window.noted = new Set();
                  const cells = `table[aria-label="${table.getAttribute('aria-label')}"] [data-title="${column}"]`;
                  const note = () => document.querySelectorAll(cells)
                    .forEach(cell => window.noted.add(cell.innerText.trim()));
                  new MutationObserver(note).observe(document.body, { childList: true, subtree: true, characterData: true });
                  note();
                }
                """,
                column
            );

    public static async Task<string[]> NotedAsync(this IPage page) => await page.EvaluateAsync<string[]>("() => [...window.noted]");
}
