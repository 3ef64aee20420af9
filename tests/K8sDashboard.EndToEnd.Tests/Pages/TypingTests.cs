using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Pages;

/// <summary>Text fields over a slow network: typed text is neither overwritten nor lost.</summary>
public sealed class TypingTests(Chromium chromium) : IAsyncLifetime
{
    private static readonly TimeSpan Latency = TimeSpan.FromMilliseconds(50);

    // Delays of 30 to 150 ms between keys, as people type; deterministic.
    private static readonly float[] Pauses = [30, 150, 70, 110, 40, 90, 130, 50];

    private Wire wire = null!;

    public async ValueTask InitializeAsync() => wire = await Wire.OpenAsync(chromium, latency: Latency);

    public ValueTask DisposeAsync() => wire.DisposeAsync();

    [Fact]
    public async Task ListFilter_TypedWith50MsLatency_KeepsEveryKey()
    {
        await wire.Page.GotoAsync(new Uri(wire.Address, "/pods").ToString());
        var filter = wire.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Filter pods" });
        foreach (var text in (string[])["evicted", "nginx-deployment running", "a", "node=node-1 nginx"])
        {
            await filter.FillAsync("");
            await TypeAsync(filter, text);
            await Assertions
                .Expect(wire.Page)
                .ToHaveURLAsync(
                    new System.Text.RegularExpressions.Regex(
                        $"[?&]q={System.Text.RegularExpressions.Regex.Escape(Uri.EscapeDataString(text))}$"
                    )
                );
            await Assertions.Expect(filter).ToHaveValueAsync(text);
        }

        // A change of the URL that did not come from the field takes precedence.
        await wire.Page.GotoAsync(new Uri(wire.Address, "/pods?q=nginx").ToString());
        await Assertions.Expect(filter).ToHaveValueAsync("nginx");
    }

    [Fact]
    public async Task Search_TypedWith50MsLatency_KeepsEveryKeyAndOpensMatch()
    {
        var search = wire.Page.GetByRole(AriaRole.Searchbox, new() { Name = "Search", Exact = true });
        await TypeAsync(search, "node-1");
        // Before the debounce ends: pending input is sent before the key.
        await wire.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(wire.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/nodes/node-1$"));
        await Assertions.Expect(search).ToHaveValueAsync("");
        await TypeAsync(search, "nobody");
        await wire.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(search).ToHaveValueAsync("");
    }

    [Fact]
    public async Task NamespacePicker_TypedWith50MsLatency_KeepsEveryKeyAndSelectsNamespace()
    {
        await wire.Page.GotoAsync(new Uri(wire.Address, "/pods").ToString());
        var picker = wire.Page.GetByRole(AriaRole.Combobox, new() { Name = "Namespace" });
        await picker.ClickAsync();
        await TypeAsync(picker, "kube-public");
        await wire.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(wire.Page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("[?&]ns=kube-public$"));
        await Assertions.Expect(picker).ToHaveValueAsync("");
    }

    [Fact]
    public async Task ActionConfirmation_TypedWith50MsLatency_KeepsEveryKey()
    {
        var dialog = await wire.Page.OpenDialogAsync("Scale", "Scale nginx-deployment");
        await dialog.GetByRole(AriaRole.Spinbutton, new() { Name = "Replicas" }).FillAsync("0");
        var confirmation = dialog.GetByRole(AriaRole.Textbox, new() { NameRegex = new("to confirm") });
        await TypeAsync(confirmation, "nginx-deployment");
        await Assertions.Expect(confirmation).ToHaveValueAsync("nginx-deployment");
        await Assertions.Expect(dialog.GetByRole(AriaRole.Button, new() { Name = "Scale", Exact = true })).ToBeEnabledAsync();
        await dialog.GetByRole(AriaRole.Button, new() { Name = "Cancel" }).ClickAsync();
    }

    private static async Task TypeAsync(ILocator field, string text)
    {
        await field.FocusAsync();
        foreach (var (key, place) in text.Select((key, place) => (key, place)))
            await field.PressSequentiallyAsync(key.ToString(), new() { Delay = Pauses[place % Pauses.Length] });
    }
}
