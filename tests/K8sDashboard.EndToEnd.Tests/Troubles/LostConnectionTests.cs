using K8sDashboard.EndToEnd.Tests.Harness;
using Microsoft.Playwright;

namespace K8sDashboard.EndToEnd.Tests.Troubles;

/// <summary>The network between browser and dashboard fails, or the browser sleeps: the page shows it and reconnects.</summary>
public sealed class LostConnectionTests(Chromium chromium)
{
    /// <summary>Two attempts to reconnect, in ms.</summary>
    private const float ReconnectTimeout = 10_000;

    /// <summary>
    /// Sends the server an invalid response in its own protocol: EndInvokeJSFromDotNet(1, true, "wrong"). It terminates the circuit.
    /// </summary>
    private const string WrongAnswer = """
        () => {
          const text = words => [0xa0 | words.length, ...new TextEncoder().encode(words)];
          const message = [0x96, 1, 0x80, 0xc0, ...text("EndInvokeJSFromDotNet"), 0x93, 1, 0xc3, ...text("wrong"), 0x90];
          window.hub.send(new Uint8Array([message.length, ...message]));
        }
        """;

    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(3);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "F12-network-lost-30s")]
    public async Task BlazorCircuit_NetworkLostFor30Seconds_BlocksPageAndResumesWithoutReload(bool silent)
    {
        await using var wire = await Wire.OpenAsync(chromium);
        await LoseAsync(wire, silent);
        await wire.ExpectInertAsync();
        await wire.Window.ShootAsync("lost-1-trying");
        await Task.Delay(TimeSpan.FromSeconds(30), TimeProvider.System);
        await Assertions.Expect(wire.Lost).ToContainTextAsync("The dashboard does not answer");
        await wire.ExpectInertAsync();
        Return(wire, silent);

        await wire.ExpectLiveAsync(ReconnectTimeout);
        Assert.True(await wire.IsSamePageAsync(), "the page was loaded anew: what was typed in it is gone");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "F12-network-lost-past-retention")]
    public async Task BlazorCircuit_NetworkLostBeyondRetention_IsLiveAgain(bool silent)
    {
        await using var wire = await Wire.OpenAsync(chromium, Kept);
        await LoseAsync(wire, silent);
        await wire.ExpectInertAsync();
        // A silent network is detected by the server after half a minute; the circuit is discarded after its retention.
        await Task.Delay(silent ? TimeSpan.FromSeconds(40) : 3 * Kept, TimeProvider.System);
        Return(wire, silent);

        await wire.ExpectLiveAsync(ReconnectTimeout);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Fault", "F12-network-lost-5min")]
    public async Task BlazorCircuit_NetworkLostFor5Minutes_IsLiveAgain(bool silent)
    {
        Assert.SkipUnless(
            Environment.GetEnvironmentVariable("TEST_REAL_DURATIONS") == "1",
            "takes ten minutes: 'make soak-browser' runs it"
        );
        await using var wire = await Wire.OpenAsync(chromium);
        await LoseAsync(wire, silent);
        await Task.Delay(TimeSpan.FromMinutes(5), TimeProvider.System);
        await wire.ExpectInertAsync();
        Return(wire, silent);

        await wire.ExpectLiveAsync(ReconnectTimeout);
    }

    [Theory]
    [InlineData(35, 3)]
    [InlineData(35, 120)]
    [Trait("Fault", "F12-browser-asleep")]
    public async Task BlazorCircuit_BrowserFrozenBeyondServerTimeout_IsLiveOnWake(int seconds, int kept)
    {
        await using var wire = await Wire.OpenAsync(chromium, TimeSpan.FromSeconds(kept));
        var browser = await wire.Page.Context.NewCDPSessionAsync(wire.Page);
        await browser.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "frozen" });
        await Task.Delay(TimeSpan.FromSeconds(seconds + Math.Min(kept, 5)), TimeProvider.System);
        await browser.SendAsync("Page.setWebLifecycleState", new() { ["state"] = "active" });

        await wire.ExpectLiveAsync(ReconnectTimeout);
    }

    [Fact]
    [Trait("Fault", "F12-circuit-ended")]
    public async Task BlazorCircuit_TerminatedByFault_ShowsDialogThatOnlyReloads()
    {
        await using var wire = await Wire.OpenAsync(chromium);
        await wire.Page.AddInitScriptAsync(
            "window.WebSocket = class extends WebSocket { constructor(...all) { super(...all); window.hub = this; } }"
        );
        await wire.Page.ReloadAsync();
        await Assertions.Expect(wire.Scale).ToBeEnabledAsync();
        await wire.Page.EvaluateAsync(WrongAnswer);
        var ended = wire.Page.GetByRole(AriaRole.Dialog, new() { Name = "This page stopped" });
        await Assertions.Expect(ended).ToBeVisibleAsync();
        await wire.Page.Keyboard.PressAsync("Escape");
        await wire.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(ended).ToBeVisibleAsync();
        await Assert.ThrowsAsync<TimeoutException>(() => wire.Scale.ClickAsync(new() { Timeout = 1_000 }));
        await wire.Window.ShootAsync("lost-2-ended");
        await ended.GetByRole(AriaRole.Button, new() { Name = "Load the page again" }).ClickAsync();

        await wire.ExpectLiveAsync(ReconnectTimeout);
    }

    private static async Task LoseAsync(Wire wire, bool silent)
    {
        if (silent)
            wire.Line.FallSilent();
        else
            wire.Line.Refuse();
        await Assertions.Expect(wire.Lost).ToBeVisibleAsync(new() { Timeout = silent ? 15_000 : 5_000 });
    }

    private static void Return(Wire wire, bool silent)
    {
        if (silent)
            wire.Line.Speak();
        else
            wire.Line.Accept();
    }
}
